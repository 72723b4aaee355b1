"""Live pages that name what has ended: a work unit, or the term of an official."""
