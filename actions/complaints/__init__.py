"""Complaints: what happened, whose it is, and when it will be answered."""
