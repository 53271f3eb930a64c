import os
import platform
import socket
from pathlib import Path

from kit import answer, attempt, call

for path in ("/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/run/podman/podman.sock", "/.dockerenv.sock", "/host", "/home/me", "/workspace"):
    attempt(path, os.stat, path)
for path in ("/proc/self/environ", "/proc/self/mountinfo", "/proc/self/cgroup", "/proc/self/status", "/proc/mounts", "/proc/cmdline", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf"):
    print(path, Path(path).read_text() if os.path.exists(path) else None)
print(platform.uname(), socket.gethostname(), os.getcwd(), dict(os.environ))
attempt("setting the clock", call, "settimeofday", 0, 0)
attempt("the clock again", call, "clock_settime", 0, 0)
attempt("the host's name", socket.sethostname, "mine")
attempt("the domain's name", call, "setdomainname", 0, 0)
answer()
