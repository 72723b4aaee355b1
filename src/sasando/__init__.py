"""Sasando: speak once, heard everywhere; ask once, answered in time."""

__version__ = "0.1.0"
