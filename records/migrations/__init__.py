"""The history of the base's tables."""
