"""People who asked to be told: subscriptions, consent, and one row a recipient."""
