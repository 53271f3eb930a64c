"""Runs a command at a terminal of its own and types: `typing.py COLUMNS ROWS SCRIPT COMMAND...`

SCRIPT is JSON, a list of pairs: the text to wait for, behind what was awaited before, and what is typed then; `[columns, rows]` in the
place of what is typed gives the terminal another size. Prints what the command has shown, then a line with its exit code, or 128
plus the number of the signal that ended it.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

PATIENCE_SECONDS = 60.0


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def main():
    columns, rows, script, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        time.sleep(0.2)  # until it has its size
        os.execvp(command[0], command)
    resize(terminal, int(columns), int(rows))
    shown, at = b"", 0
    steps = json.loads(script)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if steps and (found := shown.find(steps[0][0].encode(), at)) >= 0:
            wanted, typed = steps.pop(0)
            at = found + len(wanted.encode())
            if isinstance(typed, list):
                resize(terminal, *typed)
            else:
                os.write(terminal, typed.encode())
        elif select.select([terminal], [], [], 0.1)[0]:
            data = read(terminal)
            if not data:
                break
            shown += data
    else:
        os.kill(child, 9)
        shown += f"\nstill waiting for {steps[:1]}".encode()
    status = os.waitpid(child, 0)[1]
    sys.stdout.buffer.write(shown)
    print(f"\n{os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)}")


main()
