"""The list of system calls as a program for the kernel's filter: classic BPF, which can only load, compare, jump forwards and answer.

The rows of the list are searched by halves, so that a call is found after eight comparisons, and not after a hundred. The answers are
those of an engine that takes the list as a profile, but for a call of another machine: an engine may end the process for that.
"""

from __future__ import annotations

import errno
import struct

from runner.allowed_calls import Argument, Machine

#: linux/bpf_common.h.
LOAD, EQUAL, AT_LEAST, AND, ANSWER = 0x20, 0x15, 0x35, 0x54, 0x06
#: linux/seccomp.h.
ALLOW, FAIL = 0x7FFF0000, 0x00050000
REFUSE, LIKE_ABSENT = FAIL | errno.EPERM, FAIL | errno.ENOSYS
#: struct seccomp_data: where the number of the call, the machine and the first argument are.
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16
#: Calls of x32, a second set of numbers on x86_64, have this bit.
OTHER_SET = 0x40000000
HALF = 0xFFFFFFFF

#: Operation, how many instructions are left out if it is true and if it is not, and its value.
Instruction = tuple[int, int, int, int]
Code = list[Instruction]


def filter_code(machine: Machine) -> bytes:
    """Instructions of 8 bytes, in the form of `struct sock_filter`."""
    code = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, machine.audit),
        (ANSWER, 0, 0, REFUSE),
        (LOAD, 0, 0, NUMBER),
        *_search(_rows(machine)),
    ]
    return b"".join(struct.pack("=HBBI", *one) for one in code)


def _rows(machine: Machine) -> list[tuple[int, Code]]:
    """From which number on there is which answer."""
    rows: dict[int, Code] = {0: [(ANSWER, 0, 0, REFUSE)]}
    answers = [(first, last, [(ANSWER, 0, 0, ALLOW)]) for first, last in machine.allowed]
    answers += [(number, number, _tested(tests)) for number, tests in machine.tested.items()]
    answers += [(number, number, [(ANSWER, 0, 0, LIKE_ABSENT)]) for number in machine.absent.values()]
    answers += [(machine.newest + 1, OTHER_SET - 1, [(ANSWER, 0, 0, LIKE_ABSENT)])]
    for first, last, code in answers:
        rows[first] = code
        rows.setdefault(last + 1, [(ANSWER, 0, 0, REFUSE)])
    return sorted(rows.items())


def _search(rows: list[tuple[int, Code]]) -> Code:
    if len(rows) == 1:
        return rows[0][1]
    middle = len(rows) // 2
    lower, upper = _search(rows[:middle]), _search(rows[middle:])
    return [(AT_LEAST, len(lower), 0, rows[middle][0]), *lower, *upper]


def _tested(tests: tuple[Argument, ...]) -> Code:
    """Allows the call at the first test that is true."""
    code: Code = [(ANSWER, 0, 0, REFUSE)]
    for test in reversed(tests):
        code = [*_test(test), *code]
    return code


def _test(test: Argument) -> Code:
    """An argument has 64 bits, and the filter compares 32 at a time. The lower ones come first, as on every machine of ours."""
    index, mask, value = test
    code: Code = [(ANSWER, 0, 0, ALLOW)]
    for shift, place in ((32, 4), (0, 0)):
        bits, wanted = mask >> shift & HALF, value >> shift & HALF
        if bits:
            cut: Code = [] if bits == HALF else [(AND, 0, 0, bits)]
            code = [(LOAD, 0, 0, ARGUMENTS + 8 * index + place), *cut, (EQUAL, 0, len(code), wanted), *code]
    return code
