"""Consequence tests, determinations, exempt list (DIK)."""
