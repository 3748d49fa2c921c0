"""The staff's page in a browser: the same acts as the buttons of the group, by the same rights."""
