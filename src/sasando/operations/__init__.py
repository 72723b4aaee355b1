"""The operator's room: backup, restore, proof and diagnosis."""
