"""Verbs that touch two rooms."""
