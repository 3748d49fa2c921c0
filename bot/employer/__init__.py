"""The page on which a client's employer answers; loaded where addresses are handed out."""
