"""Runs a command in a terminal of its own: `in-terminal.py COMMAND...`

A line on stdin decides how it ends: `close` closes the terminal, the name of a signal (`SIGINT`) sends that signal. Prints how the
command ended, as a shell tells it: its exit code, or 128 plus the number of the signal that ended it.
"""

import os
import pty
import select
import signal
import sys


def drain(terminal, until):
    """Reads what the command writes, so that it never waits, until `until` has something to read. False when the command has ended."""
    while True:
        ready, _, _ = select.select([terminal, until], [], [])
        if until in ready:
            return True
        try:
            os.read(terminal, 65536)
        except OSError:
            return False


def main():
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    if drain(terminal, sys.stdin.fileno()):
        wish = sys.stdin.readline().strip()
        if wish == "close":
            os.close(terminal)
        else:
            os.kill(child, getattr(signal, wish))
            drain(terminal, os.pidfd_open(child))
    status = os.waitpid(child, 0)[1]
    print(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


main()
