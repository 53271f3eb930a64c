import os
import stat

from kit import answer, attempt

for path in ("/etc/passwd", "/work/main.py", "/proc/self/environ"):
    attempt(f"a second name of {path}", os.link, path, "/tmp/hard")
for major, minor, kind in ((1, 1, stat.S_IFCHR), (1, 3, stat.S_IFCHR), (8, 0, stat.S_IFBLK), (5, 1, stat.S_IFCHR)):
    attempt(f"device {major}:{minor}", os.mknod, f"/tmp/device{major}-{minor}", kind | 0o666, os.makedev(major, minor))
os.mkfifo("/tmp/pipe")
os.mkfifo("/work/pipe")
answer()
