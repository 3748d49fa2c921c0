"""Many inputs that nobody would write, for everything that reads what comes from outside.

`python -m tests.fuzz --runs 100000 --seed 1` gives each reader its share, counts, and says what was found: an error
that is none of the reader's own, or an input that takes longer than its length explains. The same seed finds the same.
"""
