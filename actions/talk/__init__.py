"""The talk around orders and complaints: greetings, answers, repeating, stopping, asking for a person."""
