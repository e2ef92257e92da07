"""Orders with their lines."""
