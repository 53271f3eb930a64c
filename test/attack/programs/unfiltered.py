import os
import re
from contextlib import suppress

from kit import answer, attempt, read

#: The watchdog, the grader with its threads, the launcher, and this program.
AT_LEAST = 5
MIB = 2**20
#: The hard limits that every process may have at most, by the kernel's names.
MOST = {
    "Max core file size": 0, "Max file size": 64 * MIB, "Max open files": 4096, "Max locked memory": 64 * 1024, "Max stack size": 8 * MIB,
    "Max msgqueue size": 800 * 1024, "Max pending signals": 4096, "Max file locks": 1024, "Max realtime priority": 0, "Max nice priority": 0,
}  # fmt: skip


def threads() -> list[str]:
    return [f"/proc/{pid}/task/{task}" for pid in os.listdir("/proc") if pid.isdigit() for task in os.listdir(f"/proc/{pid}/task")]


def lines(name: str) -> dict[str, list[str]]:
    """Of every thread in the sandbox. One that has ended meanwhile is nobody's way out."""
    found = {}
    for path in threads():
        with suppress(FileNotFoundError, ProcessLookupError):
            found[path] = read(f"{path}/{name}", 10_000).decode().splitlines()
    assert len(found) >= AT_LEAST, found
    return found


def is_filtered(status: list[str]) -> bool:
    rows = dict(line.split(":\t", 1) for line in status if ":\t" in line)
    return (rows["Seccomp"].strip(), rows["NoNewPrivs"].strip()) == ("2", "1")


def is_limited(limits: list[str]) -> bool:
    rows = {row[0]: row[2] for row in (re.split(r"\s{2,}", line) for line in limits) if len(row) > 2}
    return all(rows[name].isdigit() and int(rows[name]) <= most for name, most in MOST.items())


def shown(paths: list[str]) -> list[str]:
    return paths or os.listdir("/nowhere")


# Read before the attempts: an error here is no refusal.
open_ones = [path for path, status in lines("status").items() if not is_filtered(status)]
large = [path for path, limits in lines("limits").items() if not is_limited(limits)]
attempt("a thread without a filter", shown, open_ones)
attempt("a thread without limits", shown, large)
answer()
