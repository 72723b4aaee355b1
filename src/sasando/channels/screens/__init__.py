"""The staff side of channels: the accounts, what is said on them, what became of it."""
