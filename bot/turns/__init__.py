"""Whose turn it is to speak: pure machines."""
