"""Information requests, objections and disputes."""
