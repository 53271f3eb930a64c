"""Copies the package redis, and every package of Debian that it imports, into a folder, compiled: the root is read-only when they run."""

import shutil
import sys
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode

import redis
import redis.asyncio

#: Where Debian keeps packages; what lies elsewhere belongs to Python itself, which the image has.
PACKAGES = Path(redis.__file__).parent.parent
target = Path(sys.argv[1])


def place(name: str) -> Path | None:
    """The folder or file of a package, if it is one of Debian's."""
    file = getattr(sys.modules[name], "__file__", None)
    if file is None or PACKAGES not in Path(file).parents:
        return None
    return PACKAGES / Path(file).relative_to(PACKAGES).parts[0]


for found in sorted({path for path in map(place, list(sys.modules)) if path is not None}):
    if found.is_dir():
        shutil.copytree(found, target / found.name, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(found, target)
    for facts in PACKAGES.glob(f"{found.stem}-*-info"):  # its version, among others
        shutil.copytree(facts, target / facts.name)
sys.exit(not compile_dir(target, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH))
