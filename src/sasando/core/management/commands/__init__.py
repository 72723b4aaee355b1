"""`sasando schema`, `tick` and `worker`."""
