"""What every storage promises to the turns: one suite over SQL and over the twin in memory."""
