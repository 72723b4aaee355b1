"""Bringing in what was written elsewhere: a WordPress export, a feed of news."""
