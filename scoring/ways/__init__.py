"""The ways to a mark: what a person can change, at what cost, and every minimal set of changes that reaches it."""
