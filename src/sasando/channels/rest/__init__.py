"""The door for programs: `/api/v1/channels/…`, by bearer token alone."""
