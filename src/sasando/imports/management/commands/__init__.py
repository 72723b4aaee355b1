"""`sasando import`."""
