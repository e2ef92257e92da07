"""One conversation running: the shell around the pure parts."""
