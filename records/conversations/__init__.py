"""Conversations, their turns, events, drafts and the outbox."""
