"""The words of every language."""
