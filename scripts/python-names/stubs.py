"""The standard library as typeshed's stubs describe it: what a module or a class has in one version of Python, on Linux."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Version = tuple[int, int]
#: A name is not handed on through more modules.
STEPS = 10
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Scope:
    """The body of a module or of a class. Names may begin with an underscore."""

    names: set[str] = field(default_factory=set)
    classes: dict[str, Scope] = field(default_factory=dict)
    #: The keyword arguments of each function, of all of its overloads together.
    functions: dict[str, set[str]] = field(default_factory=dict)
    #: Names of other modules: `Connection` is `("sqlite3.dbapi2", "Connection")`. A module itself has None in place of its name.
    imported: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    #: Of a class: the names of its bases, as they are written.
    bases: list[str] = field(default_factory=list)
    #: Of a module: what `__all__` names beside its own names.
    listed: set[str] = field(default_factory=set)


class Stubs:
    def __init__(self, root: Path, version: Version) -> None:
        self.root = root
        self.version = version
        self._scopes: dict[str, Scope | None] = {}

    def modules(self) -> list[str]:
        """All modules that this version has and that a person may import by name."""
        paths = sorted(self.root.rglob("*.pyi"))
        names = [".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__") for path in paths]
        return [name for name in names if self.has_module(name) and not any(part.startswith("_") for part in name.split("."))]

    def has_module(self, name: str) -> bool:
        """By the file VERSIONS: a module without a line has that of its package."""
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            span = spans(self.root).get(".".join(parts[:count]))
            if span is not None:
                return span[0] <= self.version and (span[1] is None or self.version <= span[1])
        return False

    def module(self, name: str) -> Scope | None:
        """None for a module that this version does not have."""
        if name not in self._scopes:
            # A circle of imports meets the scope before it is full.
            scope = Scope()
            self._scopes[name] = scope if self._read(name, scope) else None
        return self._scopes[name]

    def _read(self, name: str, scope: Scope) -> bool:
        path = self._path(name)
        if path is None or not self.has_module(name):
            return False
        package = name if path.name == "__init__.pyi" else name.rpartition(".")[0]
        self._take(tree_of(path).body, scope, package)
        return True

    def _path(self, name: str) -> Path | None:
        base = self.root.joinpath(*name.split("."))
        return next((path for path in (base.with_suffix(".pyi"), base / "__init__.pyi") if path.exists()), None)

    def _take(self, body: Iterable[ast.stmt], scope: Scope, package: str) -> None:
        for node in self._live(body):
            match node:
                case ast.ClassDef():
                    scope.names.add(node.name)
                    scope.classes[node.name] = inner = Scope(bases=[ast.unparse(base) for base in node.bases])
                    self._take(node.body, inner, package)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    scope.names.add(node.name)
                    scope.functions.setdefault(node.name, set()).update(keywords(node))
                case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                    self._assign(node, scope)
                case ast.Import() | ast.ImportFrom():
                    self._import(node, scope, package)

    def _live(self, body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
        for node in body:
            if isinstance(node, ast.If):
                yield from self._live(node.body if self._holds(node.test) else node.orelse)
            elif isinstance(node, ast.Try):
                yield from self._live(node.body)
            else:
                yield node

    def _holds(self, test: ast.expr) -> bool:
        """Raises ValueError for a condition that stubs do not have."""
        match test:
            case ast.BoolOp(op=ast.And()):
                return all(self._holds(value) for value in test.values)
            case ast.BoolOp():
                return any(self._holds(value) for value in test.values)
            case ast.UnaryOp(op=ast.Not()):
                return not self._holds(test.operand)
            case ast.Name(id="TYPE_CHECKING"):
                return True
            case ast.Compare() if ast.unparse(test.left).startswith("sys."):
                text = ast.unparse(test)
                values = {"sys.version_info": (*self.version, 0), "sys.platform": "linux"}
                for name, value in values.items():
                    text = text.replace(name, repr(value))
                return compare(text)
        raise ValueError(ast.unparse(test))

    def _assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: Scope) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id == "__all__":
                scope.listed.update(strings(node.value))
            elif isinstance(target, ast.Name):
                scope.names.add(target.id)
                alias = node.value
                if isinstance(alias, ast.Name) and alias.id in scope.functions:
                    scope.functions[target.id] = scope.functions[alias.id]
                elif isinstance(alias, ast.Name) and alias.id in scope.classes:
                    scope.classes[target.id] = scope.classes[alias.id]

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope, package: str) -> None:
        """A stub gives on what it imports under the same name, and all of a star."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname is not None:
                    scope.imported[alias.asname] = (alias.name, None)
                    scope.names.update([alias.asname] if alias.asname == alias.name else [])
                else:
                    scope.imported[alias.name.split(".")[0]] = (alias.name.split(".")[0], None)
            return
        origin = absolute(node, package)
        for alias in node.names:
            if alias.name == "*":
                self._star(origin, scope)
                continue
            name = alias.asname or alias.name
            scope.imported[name] = (origin, alias.name)
            # In a stub of a package, `from . import x` makes the module x a part of it.
            if alias.asname == alias.name or node.level == 1 and node.module is None:
                scope.names.add(name)

    def _star(self, origin: str, scope: Scope) -> None:
        other = self.module(origin)
        if other is None:
            return
        own = {name for name in other.names if not name.startswith("_")}
        for name in other.listed or own:
            scope.names.add(name)
            scope.imported.setdefault(name, (origin, name))

    def find_class(self, module: str, name: str) -> tuple[str, Scope] | None:
        """The class behind a name of a module, and the module that defines it."""
        seen: set[tuple[str, str]] = set()
        while (module, name) not in seen:
            seen.add((module, name))
            scope = self.module(module)
            if scope is None:
                return None
            if name in scope.classes:
                return module, scope.classes[name]
            first, _, rest = name.partition(".")
            if rest and first in scope.classes:
                inner = scope.classes[first].classes.get(rest)
                return None if inner is None else (module, inner)
            origin = scope.imported.get(first)
            if origin is None:
                return None
            if origin[1] is None or self.module(f"{origin[0]}.{origin[1]}") is not None and rest:
                module, name = origin[0] if origin[1] is None else f"{origin[0]}.{origin[1]}", rest
            else:
                module, name = origin[0], origin[1]
        return None

    def find_function(self, module: str, name: str) -> set[str] | None:
        """The keyword arguments of the function behind a name of a module."""
        for _ in range(STEPS):
            scope = self.module(module)
            if scope is None or name in scope.functions:
                return None if scope is None else scope.functions[name]
            origin = scope.imported.get(name)
            if origin is None or origin[1] is None:
                return None
            module, name = origin[0], origin[1]
        return None

    def members(self, module: str, scope: Scope, depth: int = 0) -> set[str]:
        """The names of a class with those that it has from its bases."""
        found = set(scope.names)
        for base in scope.bases if depth < 20 else ():
            name = base.partition("[")[0]
            # Those of the built-in classes are said once.
            above = self.find_class(module, name)
            if above is not None and above[1] is not scope:
                found |= self.members(*above, depth + 1)
        return found


def keywords(function: Function) -> set[str]:
    """What may be given by name: stubs write `__x` for an old function's positional arguments."""
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return {argument.arg for argument in arguments if not argument.arg.startswith("__")} - {"self", "cls"}


def strings(value: ast.expr | None) -> list[str]:
    return [] if value is None else [node.value for node in ast.walk(value) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def absolute(node: ast.ImportFrom, package: str) -> str:
    if node.level == 0:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def compare(text: str) -> bool:
    """A comparison of constants."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        raise ValueError(text)
    left, right = ast.literal_eval(node.left), ast.literal_eval(node.comparators[0])
    match node.ops[0]:
        case ast.GtE():
            return bool(left >= right)
        case ast.Lt():
            return bool(left < right)
        case ast.Eq():
            return bool(left == right)
        case ast.NotEq():
            return bool(left != right)
    raise ValueError(text)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def spans(root: Path) -> dict[str, tuple[Version, Version | None]]:
    """The first and the last version of each module; None for one that is still there."""
    found: dict[str, tuple[Version, Version | None]] = {}
    for line in (root / "VERSIONS").read_text(encoding="utf-8").splitlines():
        name, _, span = line.partition("#")[0].partition(":")
        first, _, last = span.strip().partition("-")
        if first:
            found[name.strip()] = (version_of(first), version_of(last) if last else None)
    return found


def version_of(text: str) -> Version:
    major, minor = text.split(".")
    return int(major), int(minor)
