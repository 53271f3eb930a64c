import os

from kit import answer, attempt, call, read

for name in ("mem", "maps", "environ", "stack", "syscall", "io", "pagemap", "fd/0", "fd/1", "fd/3"):
    attempt(f"reading {name}", read, f"/proc/1/{name}")
for name in ("fd", "fdinfo", "map_files", "task/1/fd"):
    attempt(f"listing {name}", os.listdir, f"/proc/1/{name}")
attempt("its stdout", os.open, "/proc/1/fd/1", os.O_WRONLY)
attempt("a copy of a descriptor", call, "pidfd_getfd", os.pidfd_open(1), 1, 0)
attempt("its memory by call", call, "process_vm_readv", 1, 0, 0, 0, 0, 0)
attempt("tracing it", call, "ptrace", 16, 1, 0, 0)
answer()
