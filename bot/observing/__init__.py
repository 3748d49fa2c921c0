"""What can be seen of a running process from outside: what it counts, whether it lives and is ready, whom its log lines
are about. Personal data leaves by none of this.
"""
