"""The agent's screen: what she sees and what she does."""
