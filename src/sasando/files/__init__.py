"""What an uploaded file is, and pictures that are safe to show."""
