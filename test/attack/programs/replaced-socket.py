import os
import socket

from kit import answer, attempt


def listen(path: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        server.bind(path)
        server.listen(1)


attempt("a socket in the launcher's place", listen, "/run/codealong/meeting/launcher")
attempt("another folder in its place", os.rename, "/run/codealong/meeting", "/run/old")
attempt("a link in its place", os.symlink, "/tmp", "/run/codealong2")
attempt("removing its folder", os.rmdir, "/run/codealong/meeting")
answer()
