"""What somebody has promised to do by a time."""
