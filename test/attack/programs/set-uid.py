import os
import shutil

from kit import answer, attempt

GRADER = os.stat("/proc/1").st_uid

for name in ("sudo", "su", "newuidmap", "newgidmap", "mount", "ping", "passwd", "pkexec", "chsh", "doas"):
    attempt(name, lambda name=name: shutil.which(name) or os.stat(f"/nowhere/{name}"))


def privileged() -> list[str]:
    """Every file in the image that gives the rights of its owner or its group, or capabilities."""
    found = []
    for folder, folders, names in os.walk("/"):
        folders[:] = [name for name in folders if (folder, name) not in (("/", "proc"), ("/", "sys"))]
        for path in (os.path.join(folder, name) for name in names):
            if os.lstat(path).st_mode & 0o6000 or "security.capability" in os.listxattr(path, follow_symlinks=False):
                found.append(path)
    return found or list(os.scandir("/nowhere"))


attempt("set-uid files", privileged)
for what, do in (("user 0", os.setuid), ("group 0", os.setgid), ("the grader", os.setuid)):
    attempt(what, do, GRADER if what == "the grader" else 0)
attempt("groups", os.setgroups, [0, GRADER])
answer()
