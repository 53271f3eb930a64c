"""Puts the job's files where they belong and tells pytest what to run."""

from __future__ import annotations

import os
import re
import stat
import sys

import pytest

from runner import contract

SUITE = f"{contract.GRADER}/suite"

#: Nothing in the learner's folder, in the environment or in an installed plugin may change how the suite is run.
HOW = (
    f"--basetemp={contract.GRADER}/tmp",
    f"--override-ini=cache_dir={contract.GRADER}/cache",
    "--import-mode=importlib",
    "-q",
    "-s",
    "--tb=native",
)
#: Of `subtests` we have our own, for every version of pytest (runner/parts.py).
PLUGINS_OFF = ("doctest", "faulthandler", "nose", "pastebin", "setuponly", "setupplan", "stepwise", "subtests", "terminalprogress")
#: Plugins that are loaded for a suite that has one of these words: each takes time that every run would need.
PLUGINS_FOR = {
    "cacheprovider": rb"cache",
    "junitxml": rb"record_\w+",
    "legacypath": rb"tmpdir(?:_factory)?|testdir",
    "logging": rb"caplog",
    "recwarn": rb"recwarn",
}


def close_folders() -> None:
    """Sets and checks the modes of the folders. runc gives a tmpfs the mode of the image's folder, whatever its options say."""
    wanted = {contract.GRADER: 0o700, contract.MEETING: 0o711, contract.TOOLS: 0o755, contract.WORK: 0o1777, "/tmp": 0o1777}
    for folder, mode in wanted.items():
        os.chmod(folder, mode)
        found = stat.S_IMODE(os.stat(folder).st_mode)
        if found != mode:
            raise PermissionError(f"{folder} has mode {found:o}")


def write(job: contract.Job) -> None:
    """Writes the job's files. Sources belong to the grader. The program can read them and create files beside them, not replace them."""
    _write_all(contract.WORK, job.program, folder_mode=0o1777, file_mode=0o644)
    _write_all(SUITE, job.suite, folder_mode=0o700, file_mode=0o600)
    for folder in job.tests:
        os.makedirs(f"{SUITE}/{folder}", mode=0o700, exist_ok=True)


def write_program(job: contract.Job) -> None:
    """Writes the files of an interactive job. The program can read the course's client too, and not change it."""
    _write_all(contract.WORK, job.program, folder_mode=0o1777, file_mode=0o644)
    _write_all(contract.TOOLS, job.suite, folder_mode=0o755, file_mode=0o644)


def calls_functions(job: contract.Job) -> bool:
    """Whether a test may call a learner's function: the suite then contains the word."""
    return _has(job, rb"\bsolution\b")


def _has(job: contract.Job, words: bytes) -> bool:
    return any(re.search(words, data) for data in job.suite.values())


def make_importable() -> None:
    """Once for each suite."""
    sys.path.insert(0, SUITE)
    pytest.register_assert_rewrite("lib")  # so that the course's toolbox can use plain asserts too


def arguments(job: contract.Job) -> list[str]:
    unused = [name for name, words in PLUGINS_FOR.items() if not _has(job, rb"\b(?:" + words + rb")\b")]
    off = [word for name in (*PLUGINS_OFF, *unused) for word in ("-p", f"no:{name}")]
    where = [f"--rootdir={SUITE}", f"--confcutdir={SUITE}", "-c", "/opt/codealong/runner/pytest.ini"]
    return [*off, *where, *HOW, *(f"{SUITE}/{folder}" for folder in job.tests)]


def keep_what_pytest_says() -> int:
    """Returns a descriptor with everything that pytest and the suite print from here on. It is needed when pytest itself gives up."""
    said = os.memfd_create("pytest")
    os.dup2(said, 1)
    os.dup2(said, 2)
    return said


def last_words(said: int) -> str:
    sys.stdout.flush()
    sys.stderr.flush()
    size = os.fstat(said).st_size
    return os.pread(said, 4000, max(0, size - 4000)).decode("utf-8", "backslashreplace")


def _write_all(root: str, files: dict[str, bytes], *, folder_mode: int, file_mode: int) -> None:
    os.makedirs(root, exist_ok=True)
    for path, data in files.items():
        _make_folders(root, os.path.dirname(path), folder_mode)
        fd = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, file_mode)
        with os.fdopen(fd, "wb") as file:
            file.write(data)


def _make_folders(root: str, path: str, mode: int) -> None:
    at = root
    for part in filter(None, path.split("/")):
        at = f"{at}/{part}"
        try:
            os.mkdir(at)
        except FileExistsError:
            continue
        os.chmod(at, mode)  # the umask would remove the sticky folder's write bits
