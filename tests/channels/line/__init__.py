"""The channel of LINE by itself, over the strict fake."""
