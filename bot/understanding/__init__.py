"""Our components that run inside Rasa's process; they import bot.language alone."""
