import ctypes
import os

from kit import answer, attempt, call

for name, flag in (("user", 0x10000000), ("mount", 0x20000), ("network", 0x40000000), ("pid", 0x20000000), ("time", 0x80)):
    attempt(f"unshare {name}", call, "unshare", flag)
    attempt(f"setns {name}", call, "setns", os.open("/proc/self/ns/user", os.O_RDONLY), flag)
room = ctypes.create_string_buffer(b"/tmp")
path = ctypes.addressof(room)
attempt("chroot", os.chroot, "/tmp")
attempt("mount", call, "mount", path, path, path, 0, 0)
attempt("remount", call, "mount", 0, path, 0, 32, 0)
attempt("pivot_root", call, "pivot_root", path, path)
answer()
