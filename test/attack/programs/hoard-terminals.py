import os

from kit import answer, hold

held = []


def terminal() -> int:
    """All containers of a kernel share one number of pseudo-terminals."""
    held.append(os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
    return 1


hold("pseudo-terminals", terminal, processes=6)
answer()
