import os

from kit import answer, attempt

for folder in ("/tmp", "/work", "/dev/shm"):
    attempt(f"1 TB in {folder}", os.truncate, os.open(f"{folder}/sparse", os.O_CREAT | os.O_RDWR), 2**40)
attempt("1 TB of a memfd", os.truncate, os.memfd_create("sparse"), 2**40)
attempt("1 TB allocated", os.posix_fallocate, os.open("/tmp/allocated", os.O_CREAT | os.O_RDWR), 0, 2**40)
answer()
