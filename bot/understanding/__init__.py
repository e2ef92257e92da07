"""What runs inside Rasa's process: our components, and the way it is started. Imports bot.language alone."""
