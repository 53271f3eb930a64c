import os

from kit import answer, attempt, call, graders, read

for pid in graders():
    for name in ("mem", "maps", "environ", "stack", "syscall", "io", "pagemap", "fd/0", "fd/1", "fd/3", "fd/4", "fd/5", "fd/6"):
        attempt(f"reading {name}", read, f"/proc/{pid}/{name}")
    for name in ("fd", "fdinfo", "map_files", f"task/{pid}/fd"):
        attempt(f"listing {name}", os.listdir, f"/proc/{pid}/{name}")
    attempt("its stdout", os.open, f"/proc/{pid}/fd/1", os.O_WRONLY)
    attempt("what it shares with the other", os.open, f"/proc/{pid}/fd/3", os.O_RDWR)
    attempt("a copy of a descriptor", call, "pidfd_getfd", os.pidfd_open(pid), 1, 0)
    attempt("its memory by call", call, "process_vm_readv", pid, 0, 0, 0, 0, 0)
    attempt("tracing it", call, "ptrace", 16, pid, 0, 0)
answer()
