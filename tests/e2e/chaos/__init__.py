"""An office of real processes amid faults: what it is told is kept, sent once and in order, and nobody is stuck."""
