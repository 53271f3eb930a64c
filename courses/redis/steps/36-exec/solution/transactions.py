"""Transactions: commands that are carried out together."""

from commands import answer
from resp import error
from waiting import Wait


class Transaction:
    """Each client has its own. It is open from MULTI on."""

    def __init__(self) -> None:
        self.open = False

    def answer(self, command: list[bytes]) -> bytes | Wait:
        match command[0].upper():
            case b"MULTI":
                return self.begin()
            case b"EXEC":
                return self.execute()
        return answer(command)

    def begin(self) -> bytes:
        self.open = True
        return b"+OK\r\n"

    def execute(self) -> bytes:
        if not self.open:
            return error("ERR EXEC without MULTI")
        return b"+OK\r\n"  # the replies come in the next step
