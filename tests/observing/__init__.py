"""What can be seen of a running process: figures, health, names in the log."""
