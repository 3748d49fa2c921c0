"""How property tests look for examples: the same ones on every run, or new ones and many when asked.

An ordinary run is steady: a red test stays red, and a green one does not surprise somebody else on another day. To look
for what nobody has thought of, as long as one likes to:

    python -m pytest -q -n auto -m hypothesis --timeout=0 --hypothesis-profile=long

It says how to repeat what it finds (`@reproduce_failure`, and the values themselves). Whatever it finds stays in the
test as an `@example`, which every run tries first.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

USUAL = 100
STEADY, LONG = "steady", "long"

# How long something takes says something about the machine, and nothing about the code.
_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# The same ones each time find what was broken since, and need to be fewer than those that find what nobody thought of.
settings.register_profile(STEADY, _ANY_MACHINE, max_examples=USUAL * 4 // 10, derandomize=True, database=None)
settings.register_profile(LONG, _ANY_MACHINE, max_examples=20 * USUAL, derandomize=False, print_blob=True)


def examples(number: int) -> settings:
    """Have a property look at so many examples; in a long run, at more by the same factor as all others."""
    return settings(max_examples=number * settings().max_examples // USUAL)


def long_lives(number: int, steps: int) -> settings:
    """Have a machine of several states live so many times, each life of at most so many steps."""
    return settings(examples(number), stateful_step_count=steps)
