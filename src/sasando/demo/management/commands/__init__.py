"""`sasando demo`."""
