"""An invented office, built by the real verbs."""
