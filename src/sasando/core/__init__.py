"""What every room needs and nothing else."""
