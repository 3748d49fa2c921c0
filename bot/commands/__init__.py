"""One module for each command, with `run(args) -> int`; imported only when its command is given."""
