"""Compiles the folders given, or the standard library and pytest: on a read-only root a .pyc can never be written later.

Unchecked: a copy from stage to stage may change the time of a source, and such a .pyc is taken without asking for it.
"""

import sys
import sysconfig
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest


def system() -> set[Path]:
    """Where the base keeps its standard library, and the packages that pytest lies among."""
    return {Path(sysconfig.get_path("stdlib")), Path(pytest.__file__).parent.parent}


folders = [Path(one) for one in sys.argv[1:]] or sorted(system())
mode = PycInvalidationMode.UNCHECKED_HASH
results = [compile_dir(one, quiet=1, force=True, invalidation_mode=mode) for one in folders]
sys.exit(not all(results))
