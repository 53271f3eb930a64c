import os
import shutil
import sys

from kit import attempt, call, read

SEAL, OWN = "/tools/seal", "/tmp/seal"
for flags in (os.O_WRONLY, os.O_RDWR | os.O_APPEND, os.O_WRONLY | os.O_TRUNC):
    attempt(f"opening it with {flags}", os.open, SEAL, flags)
attempt("by way of process 1", os.open, "/proc/1/root/tools/seal", os.O_WRONLY)
attempt("cutting it", os.truncate, SEAL, 0)
attempt("removing it", os.unlink, SEAL)
attempt("moving it", os.rename, SEAL, "/tools/old")
attempt("its mode", os.chmod, SEAL, 0o777)
attempt("its owner", os.chown, SEAL, os.getuid(), -1)
attempt("its time", os.utime, SEAL, (0, 0))
attempt("an attribute of it", os.setxattr, SEAL, "user.note", b"x")
shutil.copy(SEAL, OWN)
os.chmod(OWN, 0o755)
attempt("replacing it", os.replace, OWN, SEAL)
attempt("a second name outside", os.link, SEAL, "/tmp/second")
attempt("a second name inside", os.link, SEAL, "/tools/second")
attempt("an own file inside", os.link, OWN, "/tools/own")
attempt("a link inside", os.symlink, OWN, "/tools/link")
attempt("a folder inside", os.mkdir, "/tools/folder")
attempt("a pipe inside", os.mkfifo, "/tools/pipe")
attempt("filling it", os.open, "/tools/filler", os.O_CREAT | os.O_WRONLY)
attempt("a file without a name in it", os.open, "/tools", os.O_TMPFILE | os.O_RDWR)
attempt("its folder's mode", os.chmod, "/tools", 0o777)
attempt("its folder's place", os.rename, "/tools", "/tmp/tools")
attempt("another folder over it", call, "mount", 0, 0, 0, 4096, 0)
attempt("the copy outside", os.posix_spawn, OWN, ["seal"], {})
names = sorted(os.listdir("/tools"))
print(f"the folder has {names}", file=sys.stderr)
assert read(SEAL, 9) == b"#!/bin/sh"
os.execvp("seal", ["seal", sys.argv[1]])
