"""PCM in, PCM out: pure functions and machines over sound."""
