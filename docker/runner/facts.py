"""The limits that the kernel enforces in this container, read from inside: the engine may drop a limit silently.

It only reads files, which takes less than a millisecond while the sandbox warms up. None means that there is no limit, or that none can
be seen.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from runner import confinement, contract

CGROUP = Path("/sys/fs/cgroup")
PROC = Path("/proc")
NETWORK = Path("/sys/class/net")
#: Control groups of version 1 write "no limit" as a number just below 2^63.
UNLIMITED = 2**60
MIB = 2**20
TMPFS = (contract.WORK, "/tmp", contract.GRADER, contract.MEETING, contract.TOOLS, "/dev/shm")
IFF_UP = 1


def read(launcher: dict[str, Any], calls: dict[str, str]) -> dict[str, Any]:
    """`launcher`: what confines the launcher. Of what both have, the weaker one is told. `calls`: the answers to this process."""
    status = confinement.status()
    return {
        "uid": os.getuid(),
        "kernel": os.uname().release,
        **limits(),
        **confinement.joined(confinement.of_process(status, calls), launcher),
        "root_read_only": bool(os.statvfs("/").f_flag & os.ST_RDONLY),
        "tmpfs": tmpfs(),
        "capabilities": capabilities(status),
        **network(),
    }


def limits(root: Path = CGROUP, proc: Path = PROC) -> dict[str, Any]:
    """The limits of the control group, in MiB, processes and CPUs."""
    second = (root / "cgroup.controllers").exists()
    found = _limits_v2(root) if second else _limits_v1(root)
    if found["swap_mb"] is None and not _swap_on(proc):
        found["swap_mb"] = 0
    return {"cgroup": 2 if second else 1, **found}


def _limits_v2(root: Path) -> dict[str, float | None]:
    quota, _, period = _text(root / "cpu.max").partition(" ")
    return {
        "memory_mb": _mib(_bounded(_text(root / "memory.max"))),
        "swap_mb": _mib(_bounded(_text(root / "memory.swap.max"))),
        "pids": _bounded(_text(root / "pids.max")),
        "cpus": _share(quota, period),
    }


def _limits_v1(root: Path) -> dict[str, float | None]:
    memory = _bounded(_text(root / "memory" / "memory.limit_in_bytes"))
    both = _bounded(_text(root / "memory" / "memory.memsw.limit_in_bytes"))
    return {
        "memory_mb": _mib(memory),
        "swap_mb": None if memory is None or both is None else _mib(both - memory),
        "pids": _bounded(_text(root / "pids" / "pids.max")),
        "cpus": _share(_text(root / "cpu" / "cpu.cfs_quota_us"), _text(root / "cpu" / "cpu.cfs_period_us")),
    }


def tmpfs() -> dict[str, Any]:
    """Our folders by path. None for a folder that is not a file system of its own."""
    rows = [line.split() for line in _text(PROC / "mounts").splitlines()]
    mounts = {row[1]: row[3].split(",") for row in rows if len(row) > 3 and row[2] == "tmpfs"}
    return {path: _folder(path, mounts[path]) if path in mounts else None for path in TMPFS}


def _folder(path: str, options: list[str]) -> dict[str, Any]:
    stat = os.statvfs(path)
    return {
        # A tmpfs without a limit reports 0.
        "size_kb": stat.f_blocks * stat.f_frsize // 1024 or None,
        "inodes": stat.f_files or None,
        "options": [name for name in ("noexec", "nosuid", "nodev") if name in options],
    }


def capabilities(status: dict[str, str]) -> str:
    """The union of the five capability sets, in the kernel's notation."""
    sets = (status.get(name, "0") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
    every = 0
    for one in sets:
        every |= int(one, 16)
    return f"{every:016x}"


def network(proc: Path = PROC, interfaces: Path = NETWORK) -> dict[str, Any]:
    """Interfaces that are up, interfaces that are idle (tunnels that some kernels add to every network), and routes that lead out."""
    names = sorted(name for _, name in socket.if_nameindex()) if interfaces == NETWORK else _names(interfaces)
    awake = [name for name in names if _is_up(interfaces / name / "flags")]
    return {
        "interfaces": awake,
        "idle_interfaces": [name for name in names if name not in awake],
        "routes": _routes(proc / "net"),
        "ipv6_loopback": any(line.split()[-1:] == ["lo"] for line in _text(proc / "net" / "if_inet6").splitlines()),
    }


def _routes(net: Path) -> int:
    """The number of routes, of both families, that do not lead back to this machine."""
    fourth = [line.split()[0] for line in _text(net / "route").splitlines()[1:] if line.strip()]
    sixth = [line.split()[-1] for line in _text(net / "ipv6_route").splitlines() if line.strip()]
    return sum(name != "lo" for name in fourth + sixth)


def _is_up(flags: Path) -> bool:
    """An interface whose state cannot be read counts as up."""
    try:
        return bool(int(flags.read_text(), 16) & IFF_UP)
    except (OSError, ValueError):
        return True


def _swap_on(proc: Path) -> bool:
    return len(_text(proc / "swaps").splitlines()) > 1


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _bounded(text: str) -> int | None:
    return int(text) if text.isdigit() and int(text) < UNLIMITED else None


def _mib(amount: int | None) -> float | None:
    return None if amount is None else round(amount / MIB, 2)


def _share(quota: str, period: str) -> float | None:
    return round(int(quota) / int(period), 3) if quota.isdigit() and period.isdigit() and int(period) > 0 else None


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
