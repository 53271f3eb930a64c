import array
import os
import socket
import sys
import time

FD = os.open("/dev/null", os.O_RDONLY)


def hoard() -> None:
    """Leaves a process behind that holds as many descriptors in flight as the kernel lets it."""
    full, filled = os.pipe()
    if os.fork() > 0:
        os.close(filled)
        os.read(full, 1)
        return
    os.closerange(0, 3)
    pairs = []
    try:
        while True:
            pairs.append(socket.socketpair())
            pairs[-1][0].sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [FD] * 250))])
    except OSError:
        os.close(filled)
    time.sleep(30)


match sys.argv[1:]:
    case ["write", text]:
        hoard()
        open("out.txt", "w").write(text)
    case ["read"]:
        print("ready", flush=True)
        sys.stdin.readline()
        print(open("in.txt").read())
    case ["scratch", folder, text]:
        open(f"{folder}/out.txt", "w").write(text)
