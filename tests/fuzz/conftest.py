"""The modules of this folder, which also run by themselves, for the tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

collect_ignore = ["fuzz_atheris.py"]  # it needs atheris, which is no part of the environment
