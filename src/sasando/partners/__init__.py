"""Institutions, agreements, media contacts, community groups."""
