"""The staff side: the office's own bot, in the staff group alone. Loaded only by `intake run` and `doctor`."""
