import os
import site
import sys

from kit import answer, attempt


def make(path: str) -> int:
    return os.open(path, os.O_CREAT | os.O_WRONLY)


for folder in ("/", "/etc", "/usr/bin", "/opt/codealong", "/opt/codealong/runner", "/var", "/root", site.getsitepackages()[0], os.path.dirname(os.__file__)):
    attempt(f"a file in {folder}", make, os.path.join(folder, "x"))
for path in ("/etc/passwd", "/opt/codealong/runner/grader.py", "/opt/codealong/lib/codealong/__init__.py", sys.executable):
    attempt(f"writing {path}", os.open, path, os.O_WRONLY)
with open("/proc/mounts") as file:
    root = next(line.split()[3].split(",") for line in file if line.split()[1] == "/")
attempt("a root that can be written", lambda: root if "rw" in root else os.stat("/nowhere"))
answer()
