import os
import select

from kit import answer, hold

polls = []
pipes = [os.pipe() for _ in range(300)]


def watch() -> int:
    """What epoll watches counts against the user, up to a share of the machine's memory."""
    polls.append(select.epoll())
    for read, write in pipes:
        polls[-1].register(read)
        polls[-1].register(write, select.EPOLLOUT)
    return 2 * len(pipes)


hold("watches of epoll", watch)
answer()
