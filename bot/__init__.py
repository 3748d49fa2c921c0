"""Everything that touches the world: channels, storage, the office, settings and the commands."""

# The version in pyproject.toml, said by a checkout that is not installed as well.
__version__ = "0.2.0"
