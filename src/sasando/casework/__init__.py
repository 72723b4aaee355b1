"""What requests and aspirations share."""
