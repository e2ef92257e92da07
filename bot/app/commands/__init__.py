"""What `frontline` does on the command line, one module a command (or a family of them)."""
