"""A year of an office in one process: virtual time, the real product, strict fake messengers, a store with faults.

One seed decides everything and replays it to the letter. `python -m tests.simulation --seed 1`.
"""
