"""News and the editorial desk."""
