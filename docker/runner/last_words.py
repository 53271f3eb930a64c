"""What the watchdog says if it has to end the run: the events that are then missing, ready to be sent."""

from __future__ import annotations

from runner import board, contract


class LastWords:
    def __init__(self, where: board.Board, limit_seconds: float) -> None:
        self._board = where
        self._limit = limit_seconds
        #: When the run will be over, by time.monotonic().
        self.deadline = 0.0

    def between(self, finished: int) -> None:
        """No test is running. `finished` counts the records that were sent."""
        self._board.post(contract.encode(contract.done("timeout", finished)))

    def during(self, test: str, began: float, finished: int, tried: str | None) -> None:
        """A test is running. `tried`: its last request to the program, left out if it does not fit on the page."""
        done = contract.encode(contract.done("timeout", finished + 1))
        took = round((self.deadline - began) * 1e3, 2)
        for request in (tried, None):
            failed = contract.failure("check-endless", {"seconds": self._limit}, request=request)
            said = contract.encode(contract.finished(test, "failed", took, failed, [], "")) + done
            if len(said) <= board.MOST_BYTES:
                return self._board.post(said)
        self._board.post(done)

    def sending(self, finished: int) -> None:
        """A test's record is on its way and may arrive whole. A second one would contradict it."""
        self.between(finished + 1)
