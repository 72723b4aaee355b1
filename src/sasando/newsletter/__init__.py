"""Subscribers with consent, and issues."""
