"""Aspirations and complaints, routing and answers."""
