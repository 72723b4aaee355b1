"""The index of what is public, and the questions asked of it."""
