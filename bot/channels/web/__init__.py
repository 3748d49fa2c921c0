"""The chat on the office's own website: pages that work without a script, and a script that makes them live."""
