"""One step of the history a file, in the order of their numbers."""
