"""How long a test waits for what must come, before it says that it did not."""

# A net under tests that would hang, not a measure: it only has to be longer than a machine that others keep busy takes
# for anything at all, and shorter than the limit of one test.
PATIENCE_SECONDS = 90.0
