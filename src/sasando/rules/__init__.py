"""Statutory terms and working-day arithmetic: pure functions, no clock."""
