"""`sasando channels`, `post`, `deliveries`, `sandbox`."""
