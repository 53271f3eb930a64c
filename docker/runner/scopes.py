"""Fixtures of class, module, package and session scope: what is made in one lives as long as the fixture.

unittest's setUpClass and setUpModule and pytest's setup_class and setup_module are such fixtures too: pytest makes them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from codealong import _state
from codealong._owner import Owner
from runner import contract
from runner.explain import Explained

SUITE = f"{contract.GRADER}/suite/"
#: pytest's names for the fixtures that it makes of the setups of classes and modules.
SETUP = re.compile(r"_?(?:unittest|xunit)_(setUpClass|setup_class|setup_module)_fixture_(.*)")


@dataclass
class Scope:
    """A fixture of wider scope: from its setup to the end of the test in which it was torn down."""

    owner: Owner
    test: str
    #: Those that were set up within its own setup, and those that it asks for.
    uses: list[Any] = field(default_factory=list)
    error: BaseException | None = None
    explained: Explained | None = None


class Scopes:
    """A plugin of pytest's. `seed` is the run's, `steps` are the folders of the tests."""

    def __init__(self, seed: int, steps: Sequence[str]) -> None:
        self._seed = seed
        self._steps = [f"{SUITE}{step}/" for step in steps]
        self._scopes: dict[Any, Scope] = {}
        self._item: pytest.Item | None = None

    def enter(self, item: pytest.Item) -> Callable[[], Sequence[Owner]]:
        """A test begins. Returns what gives the scopes that it uses, in the order of their setup."""
        self._item = item
        self._scopes = {made: scope for made, scope in self._scopes.items() if not scope.owner.over or scope.error}
        return self._used

    def _used(self) -> list[Owner]:
        scopes = dict(self._scopes)  # the pump's thread asks, too, while a fixture is set up
        pending, used = [made for made in scopes if self._is_used(made, scopes[made])], set[Any]()
        while pending:
            made = pending.pop()
            if made in scopes and made not in used:
                used.add(made)
                pending += scopes[made].uses
        return [scope.owner for made, scope in scopes.items() if made in used]

    def _is_used(self, made: Any, scope: Scope) -> bool:
        item, name = self._item, made.argname
        if item is None or scope.test == item.nodeid or _active(item).get(name) is made:
            return item is not None
        named = list(getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {}).get(name, ()))
        while named and named[-1] is not made and name in named[-1].argnames:  # one that replaces another of its name asks for it
            named.pop()
        return bool(named) and named[-1] is made

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: pytest.FixtureRequest) -> Iterator[None]:
        item = self._item
        if request.scope == "function" or item is None:
            yield
            return
        before = set(self._scopes)
        seed = f"{self._seed}:{request.node.nodeid}:{fixturedef.baseid}:{fixturedef.argname}:{getattr(request, 'param_index', 0)}"
        scope = Scope(_state.begin_scope(self._named(fixturedef, str(request.scope)), seed, self._used), item.nodeid)
        self._scopes.pop(fixturedef, None)
        self._scopes[fixturedef] = scope
        outcome = yield
        raised = outcome.excinfo  # type: ignore[attr-defined]
        scope.error = None if raised is None else raised[1]
        asked = [_active(item).get(name) for name in fixturedef.argnames]
        scope.uses = [made for made in self._scopes if made in asked or made not in before]
        _state.leave_scope(scope.owner, failed=raised is not None)
        if not scope.owner.is_empty():
            # Called before the fixture's own teardown, because it was added after it.
            fixturedef.addfinalizer(lambda: _state.resume_scope(scope.owner))
        elif raised is None:
            del self._scopes[fixturedef]

    def pytest_fixture_post_finalizer(self, fixturedef: Any) -> None:
        scope = self._scopes.get(fixturedef)
        if scope is not None:
            _state.end_scope(scope.owner)
            scope.error = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """A step stands alone, as when it is run by itself: its fixtures of session scope end before the next step begins."""
        if nextitem is not None and self._step_of(item) != self._step_of(nextitem):
            item.session._setupstate.teardown_exact(None)

    def explained(self, error: BaseException, explain: Callable[[], Explained]) -> Explained:
        """Each test that needs a fixture that could not be set up fails for the same reason, in the same words."""
        scope = next((scope for scope in self._scopes.values() if scope.error is error), None)
        if scope is None:
            return explain()
        if scope.explained is None:
            scope.explained = explain()
        if self._item is not None:
            scope.test = self._item.nodeid
        return scope.explained

    def _step_of(self, item: pytest.Item) -> str:
        return next((step for step in self._steps if str(item.path).startswith(step)), "")

    def _named(self, fixturedef: Any, scope: str) -> str:
        """`the fixture "server" (scope "module", conftest.py:7)`"""
        setup = SETUP.fullmatch(fixturedef.argname)
        if setup is not None:
            return "the setup of the module" if setup[1] == "setup_module" else f"{setup[1]} of the class {setup[2]}"
        code = getattr(inspect.unwrap(fixturedef.func), "__code__", None)
        file, line = (code.co_filename, code.co_firstlineno) if code is not None else ("", 0)
        for folder in (*self._steps, SUITE):
            file = file.removeprefix(folder)
        return f'the fixture "{fixturedef.argname}" (scope "{scope}", {file}:{line})'


def _active(item: pytest.Item) -> dict[str, Any]:
    """The fixtures that this test has been given so far, by their names."""
    found: dict[str, Any] = getattr(getattr(item, "_request", None), "_fixture_defs", {})
    return found
