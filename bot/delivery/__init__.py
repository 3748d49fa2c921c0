"""What waits to be sent, and when and how it leaves."""
