"""Compiles the runner in the given folder and the caller, or else the standard library, pytest and the debugger. The root is read-only at run time, so no .pyc can be written later.

The .pyc files are unchecked: copying between build stages may change a source's time, and an unchecked .pyc is used regardless.
"""

import importlib
import sys
import sysconfig
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest


def system() -> set[Path]:
    """The folders of the base's standard library, of the packages that pytest is installed among, and of the debugger."""
    return {Path(sysconfig.get_path("stdlib")), Path(pytest.__file__).parent.parent, Path("/opt/codealong/debugger")}


folders = [Path(one) / part for one in sys.argv[1:] for part in ("runner", "lib")] or sorted(system())
mode = PycInvalidationMode.UNCHECKED_HASH
if sys.argv[1:]:
    sys.path.insert(0, f"{sys.argv[1]}/lib")
    importlib.import_module("codealong._caller_source").build()
results = [compile_dir(one, quiet=1, force=True, invalidation_mode=mode) for one in folders]
sys.exit(not all(results))
