"""Whatever a run starts compiles each module once for all: Python's own folders may be written, whoever forbade it.

A run starts hundreds of processes. Where `PYTHONDONTWRITEBYTECODE` is set, as in many containers, every one of them
would compile all modules and read all words anew, which takes longer than what it is started for.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
