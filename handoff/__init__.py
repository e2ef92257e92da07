"""The human side: who waits, who takes them, and with what story."""
