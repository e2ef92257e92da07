"""Companies as the base knows them, imported from their folders."""
