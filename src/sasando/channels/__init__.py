"""Saying and hearing things outside: channels, deliveries, what became of each."""
