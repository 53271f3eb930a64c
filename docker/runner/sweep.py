"""Cleans up after each test: no process and no file of the program may live on, but for those of fixtures of wider scope."""

from __future__ import annotations

import os
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import suppress

PATIENCE_SECONDS = 5.0
#: Folders in folders that are looked into for files that stay. What lies deeper does not stay.
DEPTH_MAX = 40


def kill_everything() -> dict[str, int]:
    """Kills and reaps every other process of this user until none is left. Returns their pids with exit codes.

    Orphans become children of this process, so none is left when it has no child. That the kill finds nobody would say nothing: it
    succeeds as long as another user has a process.
    """
    ended: dict[str, int] = {}
    give_up = time.monotonic() + PATIENCE_SECONDS
    _kill_others()
    while _reap(ended) and time.monotonic() < give_up:
        _kill_others()
    return ended


def _kill_others() -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(-1, signal.SIGKILL)


def _reap(ended: dict[str, int]) -> bool:
    """Returns whether a child is left."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            time.sleep(0.0005)
            return True
        ended[str(pid)] = os.waitstatus_to_exitcode(status)


def everything(folders: tuple[str, ...]) -> set[str]:
    """The paths of all that this user owns in the folders. The inodes of the sandbox bound their number."""
    return {path for folder in folders for path in _owned(folder, os.geteuid(), DEPTH_MAX)}


def _owned(folder: str, uid: int, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return
    for entry in entries:
        try:
            owner, is_folder = entry.stat(follow_symlinks=False).st_uid, entry.is_dir(follow_symlinks=False)
        except OSError:  # it has gone meanwhile, or its path is too long
            continue
        if owner == uid:
            yield entry.path
        if depth > 0 and is_folder:
            yield from _owned(entry.path, uid, depth - 1)


def remove(paths: set[str], folders: tuple[str, ...]) -> None:
    """Removes these files of this user, and those folders among them that are then empty."""
    for path in sorted(paths, key=lambda path: path.count("/"), reverse=True):
        try:
            found = os.lstat(path)
            if found.st_uid == os.geteuid() and path.startswith(folders):
                (os.rmdir if stat.S_ISDIR(found.st_mode) else os.unlink)(path)
        except OSError:
            continue


def remove_tree(path: str) -> None:
    """Removes a folder of this user with all that is in it."""
    with suppress(OSError):
        folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            found = os.stat(os.path.basename(path), dir_fd=folder, follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
                _remove_tree(folder, os.path.basename(path))
        finally:
            os.close(folder)


def remove_everything(folders: tuple[str, ...], kept: frozenset[str] = frozenset()) -> None:
    """Removes everything that this user owns in the folders, but for the kept paths. Links are removed, never followed."""
    for folder in folders:
        try:
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            _empty(fd, folder, os.geteuid(), kept)
        finally:
            os.close(fd)


def _empty(folder: int, path: str, uid: int, kept: frozenset[str]) -> None:
    for name in os.listdir(folder):
        try:
            _remove(folder, f"{path}/{name}", uid, kept)
        except OSError:
            continue


def _remove(folder: int, path: str, uid: int, kept: frozenset[str]) -> None:
    name = os.path.basename(path)
    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if found.st_uid != uid or path in kept:
        if stat.S_ISDIR(found.st_mode):  # a folder of the learner's sources, or a kept one: the program may have put files into it
            _inside(folder, path, uid, kept)
    elif stat.S_ISDIR(found.st_mode):
        _remove_tree(folder, name)
    else:
        os.unlink(name, dir_fd=folder)


def _inside(folder: int, path: str, uid: int, kept: frozenset[str]) -> None:
    inner = os.open(os.path.basename(path), os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    try:
        _empty(inner, path, uid, kept)
    finally:
        os.close(inner)


def _remove_tree(folder: int, top: str) -> None:
    """Removes a tree by moving nested folders up first: a program can nest them deeper than Python can recurse or open."""
    pending = [top]
    prefix = f".swept-{os.urandom(8).hex()}"  # a name that the program cannot have taken to block the sweep
    moved = 0
    while pending:
        name = pending.pop()
        os.chmod(name, 0o700, dir_fd=folder)
        inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        try:
            for child in os.listdir(inner):
                if stat.S_ISDIR(os.stat(child, dir_fd=inner, follow_symlinks=False).st_mode):
                    moved += 1
                    os.chmod(child, 0o700, dir_fd=inner)
                    pending.append(f"{prefix}-{moved}")
                    os.rename(child, pending[-1], src_dir_fd=inner, dst_dir_fd=folder)
                else:
                    os.unlink(child, dir_fd=inner)
        finally:
            os.close(inner)
        os.rmdir(name, dir_fd=folder)
