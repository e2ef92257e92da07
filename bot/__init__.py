"""The automated front line: everything from the caller's first word to the reply."""
