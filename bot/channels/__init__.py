"""The ways in, one module each."""
