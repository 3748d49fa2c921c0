"""Everything that touches the world: channels, storage, the office, settings and the commands."""
