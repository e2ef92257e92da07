"""Who waits for a person, and how a handoff goes from the wish to its end."""
