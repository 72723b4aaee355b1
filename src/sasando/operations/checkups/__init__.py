"""What `doctor` looks at in this room, one file a subject."""
