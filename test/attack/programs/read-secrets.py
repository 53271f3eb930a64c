import os

from kit import answer, attempt, read

for path in ("/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/root/.bashrc", "/root/.ssh/id_rsa", "/proc/1/environ", "/proc/1/auxv", "/proc/keys/x"):
    attempt(f"reading {path}", read, path)
attempt("listing /root", os.listdir, "/root")
answer()
