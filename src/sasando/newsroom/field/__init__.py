"""From the field: a plain form for a small telephone on a bad line."""
