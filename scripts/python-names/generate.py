"""Writes the names of the standard library that came and went with each version of Python, from typeshed's stubs.

    python3 scripts/python-names/generate.py STUBS > src/results/python/versions/stub-names.ts

STUBS is a folder `stdlib` of typeshed with its file VERSIONS, such as that in Debian's package python3-mypy.
"""

from __future__ import annotations

import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corrections import NOT_MEANT, NOT_SAID, OF_THE_MACHINE, ONLY_IN_STUBS, OTHERWISE_NAMED, WRONG
from stubs import Scope, Stubs, Version

VERSIONS: tuple[Version, ...] = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))

HEAD = """\
/**
 * Written by scripts/python-names/generate.py from typeshed's stubs: names of the standard library that came with a version of Python (`CAME`), and
 * those that are gone since one (`WENT`). Owners before a colon, names behind it: `module:name`, `Class.:attribute`, `function():argument`. A module
 * stands alone.
 */
"""


class Key(NamedTuple):
    module: str
    #: `""` for the module itself, `Class.` or `function()`.
    owner: str
    #: `""` for the owner itself.
    name: str


def public(names: Iterable[str]) -> list[str]:
    unsaid = (OF_THE_MACHINE, ONLY_IN_STUBS)
    return [name for name in names if not name.startswith("_") and not any(one.fullmatch(name) for one in unsaid)]


def keys_of(stubs: Stubs) -> set[Key]:
    found: set[Key] = set()
    for module in stubs.modules():
        scope = stubs.module(module)
        if scope is None or module.partition(".")[0] in NOT_SAID:
            found.add(Key(module, "", ""))
            continue
        names = public({*scope.names, *scope.listed})
        found.add(Key(module, "", ""))
        found.update(Key(module, "", name) for name in names)
        for name in names:
            found |= keys_of_name(stubs, module, name)
    return found


def keys_of_name(stubs: Stubs, module: str, name: str) -> set[Key]:
    known = stubs.find_class(module, name)
    if (module, f"{name}.") in NOT_MEANT or OTHERWISE_NAMED.fullmatch(f"{name}."):
        return set()
    if known is not None:
        return keys_of_class(stubs, Key(module, f"{name}.", ""), *known)
    arguments = stubs.find_function(module, name)
    return set() if arguments is None else with_names(Key(module, f"{name}()", ""), arguments)


def keys_of_class(stubs: Stubs, key: Key, module: str, scope: Scope) -> set[Key]:
    found = with_names(key, stubs.members(module, scope))
    for function, arguments in scope.functions.items():
        method = "__init__" if function == "__new__" else function
        if not method.startswith("_") or method == "__init__":
            found |= with_names(Key(key.module, f"{key.owner}{method}()", ""), arguments)
    return found


def with_names(owner: Key, names: Iterable[str]) -> set[Key]:
    return {owner, *(owner._replace(name=name) for name in public(names))}


def came(before: set[Key], after: set[Key]) -> set[Key]:
    """What is new, where its owner is not. A new module or class says it all."""
    return {key for key in after - before if is_whole_module(key) or key.name and key._replace(name="") in before}


def went(before: set[Key], after: set[Key]) -> set[Key]:
    """What is gone, but for arguments: most of them have only got another name."""
    return {key for key in came(after, before) if not key.owner.endswith("()")}


def is_whole_module(key: Key) -> bool:
    """Of the parts of a package that is said as a whole, nothing is said."""
    package = key.module.partition(".")[0]
    return key.owner == key.name == "" and (package == key.module or package not in NOT_SAID)


def unmistaken(keys: set[Key], having: set[Key]) -> set[Key]:
    """Without attributes that another class of the same name does not have at all: a message names no module. @param having those of the newer version"""
    owners: dict[str, set[str]] = defaultdict(set)
    for key in having:
        if key.owner.endswith(".") and key.name == "":
            owners[key.owner].add(key.module)
    return {
        key
        for key in keys
        if not key.owner.endswith(".") or all(Key(module, key.owner, key.name) in having for module in owners[key.owner])
    }


def text_of(keys: set[Key]) -> str:
    """Names of one owner together, and owners with the same names."""
    alone = sorted({key.module for key in keys if key.name == ""})
    by_owner: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in keys:
        if key.name == "" or key.module in alone or (key.owner == "" and is_repeated(key, keys)):
            continue
        kind = "()" if key.owner.endswith("()") else "." if key.owner.endswith(".") else ""
        owner = key.owner.removesuffix(kind) if kind else "" if key.module == "builtins" else key.module
        if f"{owner}{kind}:{key.name}" not in WRONG:
            by_owner[owner, kind].add(key.name)
    by_names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (owner, kind), names in by_owner.items():
        by_names[",".join(sorted(names)), kind].append(owner)
    groups = [f"{','.join(sorted(owners))}{kind}:{names}" for (names, kind), owners in by_names.items()]
    without_parts = [name for name in alone if name.rpartition(".")[0] not in alone]
    said = " ".join([*without_parts, *sorted(groups)])
    return "\n".join(textwrap.wrap(said, 140, break_long_words=False, break_on_hyphens=False))


def is_repeated(key: Key, keys: set[Key]) -> bool:
    """The package gives it on: that is where people take it from."""
    return "." in key.module and key._replace(module=key.module.rpartition(".")[0]) in keys


def main(root: Path) -> None:
    known = {version: keys_of(Stubs(root, version)) for version in VERSIONS}
    steps = list(zip(VERSIONS, VERSIONS[1:]))
    new = {after: unmistaken(came(known[before], known[after]), known[after]) for before, after in steps}
    gone = {after: unmistaken(went(known[before], known[after]), known[before]) for before, after in steps}
    print(HEAD)
    print(table("CAME", new), end="\n\n")
    print(table("WENT", gone))


def table(name: str, versions: dict[Version, set[Key]]) -> str:
    rows = [f"  '{major}.{minor}': `\n{text_of(keys)}`," for (major, minor), keys in versions.items()]
    return "\n".join([f"export const {name}: Readonly<Record<string, string>> = {{", *rows, "};"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
