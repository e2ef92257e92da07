"""Complaints with their department and term."""
