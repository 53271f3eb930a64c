"""Writes the numbers of the kernel's system calls on the two machines that an image is built for.

    python3 scripts/system-calls/numbers.py > scripts/system-calls/numbers.tbl

It reads the headers of this machine (Debian: linux-libc-dev; x86_64). Calls that are newer than they are named below.
"""

from __future__ import annotations

import re
import subprocess

#: Since Linux 5.6 a new call has the same number on all machines.
NEWER = {
    451: "cachestat", 452: "fchmodat2", 453: "map_shadow_stack", 454: "futex_wake", 455: "futex_wait", 456: "futex_requeue", 457: "statmount",
    458: "listmount", 459: "lsm_get_self_attr", 460: "lsm_set_self_attr", 461: "lsm_list_modules", 462: "mseal",
}  # fmt: skip
#: The header that all new machines share, with what aarch64 chooses from it.
AARCH64 = ("__ARCH_WANT_RENAMEAT", "__ARCH_WANT_NEW_STAT", "__ARCH_WANT_SET_GET_RLIMIT", "__ARCH_WANT_SYS_CLONE3", "__ARCH_WANT_MEMFD_SECRET")
#: Numbers that stand for other calls on other machines, and no calls.
NO_CALLS = ("syscalls", "arch_specific_syscall")


def numbers(header: str, *wanted: str) -> dict[str, int]:
    chosen = [f"-D{name}" for name in wanted]
    source = f"#include <{header}>\n"
    told = subprocess.run(["cpp", "-dM", *chosen, "-"], input=source, capture_output=True, text=True, check=True).stdout
    defined = dict(re.findall(r"^#define __NR(\w+) (?:__NR)?(\w+)$", told, re.MULTILINE))
    found = {name[1:]: int(defined.get(value, value)) for name, value in defined.items() if name.startswith("_")}
    return {name: number for name, number in found.items() if name not in NO_CALLS}


def main() -> None:
    newer = {name: number for number, name in NEWER.items()}
    x86_64 = numbers("asm/unistd_64.h") | newer
    aarch64 = numbers("asm-generic/unistd.h", *AARCH64) | newer
    print("# Written by scripts/system-calls/numbers.py: the numbers of each system call on x86_64 and aarch64; - where there is none.")
    for name in sorted(x86_64 | aarch64):
        print(name, x86_64.get(name, "-"), aarch64.get(name, "-"))


if __name__ == "__main__":
    main()
