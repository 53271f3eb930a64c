"""Compares the table of names with the interpreter that runs this: prints each key with which it does not agree.

    cat scripts/python-names/compare.py src/results/python/versions/stub-names.ts | docker run --rm -i --network none IMAGE python3 -c \\
      'import sys; text = sys.stdin.read(); exec(text[: text.index("/**")], {"table": text})'
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import warnings
from collections.abc import Iterator
from types import ModuleType

warnings.simplefilter("ignore")
SKIPPED = {"antigravity", "this", "idlelib", "test", "lib2to3", "__main__"}


def groups(text: str) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Table, version and key."""
    for table, body in re.findall(r"export const (CAME|WENT)\b.*?= \{(.*?)\n\};", text, re.S):
        for minor, keys in re.findall(r"'3\.(\d+)': `(.*?)`", body, re.S):
            for group in keys.split():
                owners, colon, names = group.partition(":")
                kind = re.search(r"(\.|\(\))?$", owners).group() if colon else ""
                for owner in owners.removesuffix(kind).split(","):
                    for name in names.split(","):
                        yield table, (3, int(minor)), f"{owner}{kind}{colon}{name}"


def library() -> dict[str, ModuleType]:
    found: dict[str, ModuleType] = {}
    for top in sorted(sys.stdlib_module_names - SKIPPED):
        for name in [top, *submodules(top)]:
            try:
                found[name] = importlib.import_module(name)
            except BaseException:
                continue
    return found


def submodules(top: str) -> list[str]:
    try:
        paths = importlib.import_module(top).__path__
    except BaseException:
        return []
    return [part.name for part in pkgutil.iter_modules(paths, f"{top}.") if not part.name.endswith("__main__")]


def has(key: str, modules: dict[str, ModuleType]) -> bool | None:
    """None for what cannot be seen here."""
    owner, colon, name = key.rpartition(":")
    if not colon:
        return key in modules
    if owner.endswith("()"):
        return takes(owner[:-2], name, modules)
    if owner.endswith("."):
        classes = named(owner[:-1], modules)
        return any(hasattr(one, name) for one in classes) if classes else None
    module = modules.get(owner or "builtins")
    return None if module is None else hasattr(module, name) or f"{owner}.{name}" in modules


def named(name: str, modules: dict[str, ModuleType]) -> list[object]:
    public = [module for path, module in modules.items() if not path.startswith("_")]
    return [found for module in public if inspect.isclass(found := getattr(module, name, None))]


def takes(function: str, name: str, modules: dict[str, ModuleType]) -> bool | None:
    owner, _, method = function.rpartition(".")
    found = [getattr(one, method, None) for one in named(owner, modules)] if owner else [getattr(one, method, None) for one in modules.values()]
    answers = [answer for one in found if callable(one) and (answer := parameter(one, name)) is not None]
    return any(answers) if answers else None


def parameter(function: object, name: str) -> bool | None:
    """None where nothing is said of its parameters, or it takes any."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    if any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
        return None
    return name in parameters and parameters[name].kind is not inspect.Parameter.POSITIONAL_ONLY


def main(text: str) -> None:
    modules = library()
    seen = unseen = 0
    for table, version, key in groups(text):
        there = has(key, modules)
        if there is None:
            unseen += 1
            continue
        seen += 1
        if there != ((sys.version_info[:2] >= version) == (table == "CAME")):
            print(table, version, key, "is there" if there else "is not there")
    print(sys.version.split()[0], seen, "seen,", unseen, "not")


main(globals().get("table") or sys.stdin.read())
