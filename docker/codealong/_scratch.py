"""A folder of the test that the program can use: for a `--dir` argument, or for files that the program reads or writes."""

from __future__ import annotations

from codealong import _state
from codealong._program import program

PATH = "/tmp/scratch"


class Scratch:
    @property
    def path(self) -> str:
        """The folder. It is created at the first use and is empty at the start of each test."""
        _state.current().backend.make_folder(PATH)
        return PATH

    def read(self, name: str) -> bytes:
        return program.read_file(f"{PATH}/{name}")

    def write(self, name: str, data: bytes | str) -> None:
        program.write_file(f"{PATH}/{name}", data)


scratch = Scratch()
