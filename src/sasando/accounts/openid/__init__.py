"""Sign-in by the office's own OpenID Connect server, each claim checked."""
