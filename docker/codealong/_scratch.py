"""A folder of the test that the program can use: for a `--dir` argument, or for files that the program reads or writes."""

from __future__ import annotations

from codealong import _state
from codealong._failure import Failed
from codealong._program import program

PATH = "/tmp/scratch"


class Scratch:
    @property
    def path(self) -> str:
        """The folder. It is created at the first use and is empty at the start of each test."""
        try:
            _state.current().backend.make_folder(PATH)
        except OSError as error:  # a program may have put something else there
            raise Failed("write-file-refused", {"path": PATH, "why": error.strerror or str(error)}) from None
        return PATH

    def read(self, name: str) -> bytes:
        return program.read_file(f"{PATH}/{name}")

    def write(self, name: str, data: bytes | str) -> None:
        program.write_file(f"{PATH}/{name}", data)


scratch = Scratch()
