"""A missing reply in words. `code` is that of the failure in the module `codealong`."""

from __future__ import annotations

IN_A_LOOP = (
    "Read and answer in a loop: `while True:`, then `recv`, then `sendall`, always on the connection that `accept()` "
    'gave you. Leave the loop when `recv` gives `b""`: then the client has gone.'
)
ANSWER_FIRST = (
    "`accept()` gives you the connection to the client. Read the command from it with `recv` and answer with "
    "`sendall`, before your program closes it or ends."
)


def what_came_instead(code: str, answered: int) -> str:
    """The reply to a later command is missing, after `answered` commands had theirs."""
    what = {
        "reply-incomplete": "sent a part of the next answer only",
        "nothing-received": "did not answer the next one within 1 second",
        "exited": "ended (exit code 0) while the client waited for the next answer",
    }.get(code, "closed the connection although the client had more to ask")
    commands = "1 command" if answered == 1 else f"{answered} commands"
    return f"Your program answered {commands} on this connection, and then it {what}."
