"""What turns do with several people at once, on the store in memory."""
