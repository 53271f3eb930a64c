import ctypes
import mmap
import os
import signal
from collections.abc import Callable

from kit import answer, attempt, call, libc

CLONE_NEWUSER = 0x10000000
GETPID_OF_X32 = 0x40000000 + 39
# push rbx; mov eax, 20 (getpid for 32 bits); int 0x80; pop rbx; ret
GETPID_OF_32_BITS = b"\x53\xb8\x14\x00\x00\x00\xcd\x80\x5b\xc3"
ON_X86 = os.uname().machine == "x86_64"


def apart(do: Callable[[], int]) -> str:
    """In a child, since a filter may end whoever calls."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if do() >= 0 else 1)
        except OSError:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0:
        raise PermissionError(f"{code}")
    return "done"


def of_32_bits() -> int:
    if not ON_X86:
        raise OSError
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(GETPID_OF_32_BITS)
    return int(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))())


def of_x32() -> int:
    return int(libc.syscall(ctypes.c_long(GETPID_OF_X32))) if ON_X86 else -1


attempt("a call of 32 bits", apart, of_32_bits)
attempt("a call of x32", apart, of_x32)
attempt("a namespace by clone", apart, lambda: call("clone", CLONE_NEWUSER | signal.SIGCHLD, 0, 0, 0, 0))
answer()
