import ctypes
import mmap
import os
import shutil

from kit import answer, attempt

for folder in ("/tmp", "/work", "/dev/shm"):
    shutil.copy("/bin/cat", f"{folder}/cat")
    os.chmod(f"{folder}/cat", 0o755)
    attempt(f"running {folder}/cat", os.posix_spawn, f"{folder}/cat", ["cat"], {})
    attempt(f"mapping {folder}/cat", lambda path: mmap.mmap(os.open(path, os.O_RDONLY), 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC), f"{folder}/cat")
    attempt(f"loading {folder}/cat", ctypes.CDLL, f"{folder}/cat")
answer()
