import os

from kit import answer, attempt, read

#: The watchdog, the grader with its threads, the launcher, and this program.
AT_LEAST = 5


def status(path: str) -> dict[str, str]:
    rows = (line.split(":", 1) for line in read(f"{path}/status", 10_000).decode().splitlines())
    return {row[0]: row[1].strip() for row in rows if len(row) == 2}


def threads() -> list[str]:
    found = [f"/proc/{pid}/task/{task}" for pid in os.listdir("/proc") if pid.isdigit() for task in os.listdir(f"/proc/{pid}/task")]
    assert len(found) >= AT_LEAST, found
    return found


def without_filter() -> list[str]:
    """Of every thread in the sandbox."""
    open_ones = [path for path in threads() if (status(path)["Seccomp"], status(path)["NoNewPrivs"]) != ("2", "1")]
    return open_ones or os.listdir("/nowhere")


def without_limits() -> list[str]:
    """Those that may leave a core, or write a file of any size."""
    rows = [(path, line.split()) for path in threads() for line in read(f"{path}/limits", 10_000).decode().splitlines()]
    large = [path for path, words in rows if words[:3] in (["Max", "core", "file"], ["Max", "file", "size"]) and "unlimited" in words]
    return large or os.listdir("/nowhere")


attempt("a thread without a filter", without_filter)
attempt("a thread without limits", without_limits)
answer()
