"""Which lines of the learner's files a traced program has reached: one byte a line, in memory that the program can write and keep.

The program's process maps it (tracer.py), so what it has marked is there whatever ends it, and its forks mark the same bytes. It is the
program's word: it may mark what it likes, and nothing else. The size is sealed, and what stands where is known here and not read back.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Mapping

from runner import contract

#: Of one file, and of all. What is larger is not looked at.
FILE_BYTES = 256 * 1024
ALL_BYTES = 1024 * 1024
#: Twin of MAGIC in tracer.py.
MAGIC = b"codealong-lines\0"
MARKED = re.compile(rb"[^\0]+")


class LineMap:
    def __init__(self, program: Mapping[str, bytes]) -> None:
        #: The files that are looked at, with their sources.
        self.files = _looked_at(program)
        self._lines = {path: len(source.splitlines()) + 1 for path, source in self.files.items()}
        self._begins: dict[str, int] = {}
        head = self._lay_out()
        self.fd = os.memfd_create("lines", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.fchmod(self.fd, 0o600)  # whoever is given it can write it, and can neither open it again nor run it
        os.truncate(self.fd, self._size)
        os.pwrite(self.fd, head, 0)
        fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)

    def _lay_out(self) -> bytes:
        """The head says where the lines of each file begin, and in front of them where other interpreters are told of."""
        width = len(MAGIC) + 12 + sum(len(path.encode()) + 24 for path in self.files)
        self._others_at = at = width
        records = [f"{at:d}".encode()]
        for path, lines in self._lines.items():
            self._begins[path] = at
            records.append(f"{at:d} {lines:d} {path}".encode())
            at += lines + 1
        self._size = at + 1
        return MAGIC + b"\0".join(records) + b"\0\0"

    def reached(self, path: str) -> frozenset[int]:
        """Lines of this file, from 1, and none beyond its end."""
        marks = os.pread(self.fd, self._lines[path] + 1, self._begins[path])
        return frozenset(line for line, mark in enumerate(marks) if mark and line)

    def marked(self, path: str) -> list[int]:
        """The same as the first and the last line of each stretch, one after the other."""
        marks = os.pread(self.fd, self._lines[path], self._begins[path] + 1)
        return [line for found in MARKED.finditer(marks) for line in (found.start() + 1, found.end())]

    def clear(self) -> None:
        """Forgets which lines were reached, and not that another interpreter was started."""
        lines = self._others_at + 1
        os.pwrite(self.fd, bytes(self._size - lines), lines)

    def has_others(self) -> bool:
        """Whether the program has started another interpreter, whose lines nobody marks."""
        return os.pread(self.fd, 1, self._others_at) != b"\0"

    def close(self) -> None:
        os.close(self.fd)


def _looked_at(program: Mapping[str, bytes]) -> dict[str, bytes]:
    found, room = {}, ALL_BYTES
    for path, source in sorted(program.items()):
        if path.endswith(".py") and len(source) <= min(FILE_BYTES, room):
            found[contract.safe_path(path)] = source
            room -= len(source)
    return found
