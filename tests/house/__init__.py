"""House tests: the project is what it says it is."""
