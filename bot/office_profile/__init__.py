"""The office's own profile: who it is, when it is open, how it can be met."""
