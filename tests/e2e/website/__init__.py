"""The chat on the office's website, over a running service: pages without a script, and what a script is sent."""
