"""Plans, targets, measurements and reports."""
