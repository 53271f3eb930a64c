"""Programs of the suite's own, which the learner's program can run: a shell's commands, a compiler's back end."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from codealong import _state

#: Where the commands of the image are, whatever its base.
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
NAME_BYTES, DEPTH = 200, 4
#: What each path has held, the last on top: the number of the owner who put it there, the data, and the mode.
_versions: dict[str, list[tuple[int, bytes, int]]] = {}


class Tools:
    """A folder that the program can read and execute from, and cannot write. It is empty at the start of each test."""

    @property
    def path(self) -> str:
        """The folder."""
        return _state.current().backend.tools

    @property
    def search_path(self) -> str:
        """A value for PATH: the folder, and after it those of the system. `program.start(env={"PATH": tools.search_path})`"""
        return f"{self.path}:{SYSTEM_PATH}"

    def add(self, name: str, content: str | bytes | os.PathLike[str], *, executable: bool = True) -> str:
        """Puts a program into the folder and returns its path. A text should begin with a line such as `#!/bin/sh`.

        `content` is its text, its bytes, or a file of the suite: `Path(__file__).with_name("greet.sh")`. `name` may have folders in front,
        which are made: `first/greet`. A file that is not executable lies there like any other.
        """
        data = _data(content)
        state = _state.current()
        path = state.backend.tools
        parts = _parts(name)
        for folder in parts[:-1]:
            path = f"{path}/{folder}"
            if not os.path.isdir(path):
                os.mkdir(path)
                os.chmod(path, 0o755)
            # Whoever made it: the last one who has a tool in it removes it.
            state.at_end.append(_removing(path))
        path = f"{path}/{parts[-1]}"
        _versions.setdefault(path, []).append((state.number, data, 0o755 if executable else 0o644))
        state.at_end.append(lambda: _take_back(path, state.number))
        _show(path)
        return path


def _data(content: str | bytes | os.PathLike[str]) -> bytes:
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, os.PathLike):
        with open(content, "rb") as file:
            return file.read()
    return bytes(content)


def _parts(name: str) -> list[str]:
    """The folders of the name, and its last part. Any name that a file may have is good: a shell has to quote it."""
    parts = name.split("/")
    odd = any(part in ("", ".", "..") or "\0" in part or len(os.fsencode(part)) > NAME_BYTES for part in parts)
    if odd or len(parts) > DEPTH:
        raise ValueError(f"{name!r} is not the name of a tool: such as `greet` or `first/greet`")
    return parts


def _write(path: str, data: bytes, mode: int) -> None:
    """Whole or not at all: it may be run only once it is closed, and an older one of that name may be running."""
    if os.path.lexists(path):
        os.unlink(path)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        if os.path.lexists(path):
            os.unlink(path)
        raise ValueError(f"{path} cannot be written: {error.strerror}. The folder of the tools is small.") from None
    os.chmod(path, mode)


def _removing(folder: str) -> Callable[[], None]:
    def undo() -> None:
        with suppress(OSError):  # it may have gone, or hold the tools of a fixture that lives
            os.rmdir(folder)

    return undo


def _take_back(path: str, owner: int) -> None:
    """The owner has ended. What a fixture of wider scope had there before comes back, and what it has put there since stays."""
    before = _versions.get(path, [])
    left = [version for version in before if version[0] != owner]
    if not left:
        _versions.pop(path, None)
        with suppress(OSError):
            os.unlink(path)
    elif left != before:
        _versions[path] = left
        _show(path)


def _show(path: str) -> None:
    """The last version is the one that counts. One that cannot be written is forgotten."""
    _, data, mode = _versions[path][-1]
    try:
        _write(path, data, mode)
    except ValueError:
        del _versions[path][-1]
        if _versions[path]:
            _write(path, *_versions[path][-1][1:])
        raise


tools = Tools()
