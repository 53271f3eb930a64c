import os

from kit import answer, attempt, call, launcher, read

pid = launcher()
for name in ("fd/3", "fd/4", "fd/5", "fd/6", "mem", "environ", "maps"):
    attempt(f"its {name}", read, f"/proc/{pid}/{name}")
attempt("its descriptors", os.listdir, f"/proc/{pid}/fd")
for fd in range(3, 7):
    attempt(f"a copy of {fd}", call, "pidfd_getfd", os.pidfd_open(pid), fd, 0)
attempt("tracing it", call, "ptrace", 16, pid, 0, 0)
attempt("its memory", call, "process_vm_writev", pid, 0, 0, 0, 0, 0)
attempt("dumpable again", os.open, f"/proc/{pid}/coredump_filter", os.O_WRONLY)
answer()
