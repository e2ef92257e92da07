"""People who call and write."""
