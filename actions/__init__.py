"""What the bot does, as Rasa custom actions over pure cores."""
