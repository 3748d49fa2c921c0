"""The interview as a whole, on a walk through it."""
