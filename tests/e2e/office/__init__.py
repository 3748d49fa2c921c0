"""The staff side through both bots."""
