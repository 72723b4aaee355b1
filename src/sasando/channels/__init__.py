"""Saying and hearing things outside."""
