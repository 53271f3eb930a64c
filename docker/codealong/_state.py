"""What runs now: a test, or a fixture of wider scope that is being set up. Each owns what was made in it, and it ends with its owner."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from codealong._backend import Backend, Kept
from codealong._came import Came
from codealong._owner import Owner, ScopeError
from codealong._transcript import SCOPE_LINES_KEPT

rng = random.Random(0)

#: That of a test, and that of a fixture of wider scope.
State = Owner

_backend: Backend | None = None
#: The test, then the fixtures of wider scope that are being set up or torn down within it, the innermost last.
_stack: list[Owner] = []
#: The fixtures of wider scope that live.
_scopes: list[Owner] = []
#: The state of `rng` around each setup.
_sequences: list[object] = []

OUTSIDE = (
    "this line uses the module `codealong` outside of any test and any fixture, so nothing would end what it makes. Move it into a "
    'test or, for several tests, into a fixture of scope "module" or "session"'
)


def install(backend: Backend) -> None:
    """Called once, before the first test, by the code that runs the suite."""
    global _backend
    _backend = backend


def uninstall() -> None:
    """Called when no suite runs any more. The next suite begins with a fresh state."""
    global _backend
    _backend = None
    _scopes.clear()
    rng.seed(0)


def begin_test(test: str, seed: int, used: Callable[[], Sequence[Owner]] = tuple) -> Owner:
    """Called before each test. Its random numbers depend on the seed and the test's id alone, not on the order of tests.

    `used` gives the living fixtures of wider scope that the test uses.
    """
    if _backend is None:
        raise RuntimeError("no backend is installed")
    rng.seed(f"{seed}:{test}")
    _stack[:] = [Owner(_backend, f"the test {test}", used=used)]
    _stack[0].remember(handle for scope in _scopes for handle in scope.handles)
    return _stack[0]


def end_test() -> Owner:
    """Called after each test: what the test has made does not live on, nor does that of a fixture whose setup has failed.

    Returns its state for the report.
    """
    test, ended = _stack[0], [scope for scope in _scopes if scope.failed]
    _stack.clear()
    _end([test, *ended], test_runs=False)
    return test


def begin_scope(whose: str, seed: str, used: Callable[[], Sequence[Owner]]) -> Owner:
    """Called before a fixture of wider scope is set up. Its random numbers depend on `seed` alone, not on which test comes first."""
    test = _stack[0]
    scope = Owner(test.untouched_backend, whose, used=used, lines=SCOPE_LINES_KEPT)
    if _scopes or any(state.touched for state in _stack):
        test.untouched_backend.mark(scope.number)
    _sequences.append(rng.getstate())
    rng.seed(seed)
    scope.on_tried = test.on_tried
    scope.transcript.on_line = test.transcript.on_line
    _stack.append(scope)
    _scopes.append(scope)
    return scope


def leave_scope(scope: Owner, failed: bool) -> None:
    """The setup is over. A fixture that has made nothing is forgotten at once."""
    _stack.remove(scope)
    rng.setstate(_sequences.pop())  # type: ignore[arg-type]
    scope.failed = failed
    scope.story = str(scope.transcript)
    if scope.is_empty():
        _scopes.remove(scope)
    elif not failed:
        scope.untouched_backend.hold(scope.number)


def resume_scope(scope: Owner) -> None:
    """The fixture is about to be torn down. Its last words belong to the test that is running."""
    if _stack and not scope.over:
        scope.transcript = _stack[0].transcript
        _stack.append(scope)


def end_scope(scope: Owner) -> None:
    """The fixture has been torn down: what it has made ends, while the test and all other fixtures go on."""
    if scope in _stack:
        _stack.remove(scope)
    if not scope.over:
        _end([scope], test_runs=bool(_stack))


def _end(ended: Sequence[Owner], test_runs: bool) -> None:
    for owner in ended:
        owner.over = True
    _scopes[:] = [scope for scope in _scopes if not scope.over]
    living = [*_scopes, *(owner for owner in _stack if owner not in _scopes)]
    programs = [handle for owner in living for handle in owner.handles if handle.code is None]
    ambiguous = any(scope.lives() for scope in _scopes) or any(owner.touched for owner in _stack)
    # Kill first, then reset. A server that sees a reset would end with an irrelevant traceback. A killed server leaves no
    # TIME_WAIT behind when the client's side resets; a plain close would.
    kept = Kept(programs, [scope.number for scope in _scopes], files=ambiguous, test=test_runs)
    ended[0].untouched_backend.sweep(kept)
    for owner in ended:
        owner.close_connections(gently=bool(programs))
        for undo in reversed(owner.at_end):
            undo()


def running() -> Owner | None:
    """For code outside a test that watches it; None between two tests."""
    return _stack[0] if _stack else None


def innermost() -> Owner | None:
    """The fixture of wider scope that is being set up, or else the test; None between two tests."""
    return _stack[-1] if _stack else None


def current() -> Owner:
    """For code that a test or a fixture calls. Raises ScopeError outside of both."""
    if not _stack:
        raise ScopeError(OUTSIDE)
    return _stack[-1]


def has_read(how: str, value: str | bytes, printed: str = "") -> None:
    """The test, or the fixture that is being set up, has got this from the program."""
    if _stack:
        _stack[-1].came = Came(how, value, printed)


def scopes_serve() -> bool:
    """Whether a program of a fixture of wider scope lives, which may listen on any port."""
    return any(scope.lives() for scope in _scopes)
