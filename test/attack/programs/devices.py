import os

from kit import answer, attempt

for name in ("mem", "kmsg", "sda", "vda", "fuse", "kvm", "port", "net/tun", "loop0", "loop-control", "mapper/control", "vsock", "console"):
    attempt(name, os.open, f"/dev/{name}", os.O_RDWR)
HARMLESS = {"core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty", "urandom", "zero"}
attempt("others", lambda: [name for name in os.listdir("/dev") if name not in HARMLESS] or os.stat("/nowhere"))
answer()
