"""Documents and the public information list (DIP)."""
