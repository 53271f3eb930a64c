"""What is said about a test that works on an answer without end. The watchdog gets it ahead, ready to be sent."""

from __future__ import annotations

from typing import Any

from runner import board, contract


def endless(
    limit_seconds: float, tried: str | None, where: dict[str, Any] | None = None
) -> tuple[str, dict[str, Any]]:
    """Outcome and failure. `tried`: the last request to the program; a test that has asked for nothing is the course's own fault."""
    if tried is None:
        message = f"the test had not ended after {limit_seconds:g} s, and had asked the program for nothing"
        return "errored", contract.failure("suite-error", {"type": "TimeoutError", "message": message}, where=where)
    return "failed", contract.failure("check-endless", {"seconds": limit_seconds}, request=tried, where=where)


class LastWords:
    """The events that are missing if the watchdog has to end the run."""

    def __init__(self, where: board.Board, limit_seconds: float) -> None:
        self._board = where
        self._limit = limit_seconds
        #: When the run will be over, by time.monotonic().
        self.deadline = 0.0

    def between(self, finished: int) -> None:
        """No test is running. `finished` counts the records that were sent."""
        self._board.post(contract.encode(contract.done("timeout", finished)))

    def during(self, test: str, began: float, finished: int, tried: str | None) -> None:
        """A test is running. Its last request is cut if it does not fit on the page."""
        done = contract.encode(contract.done("timeout", finished + 1))
        took = round((self.deadline - began) * 1e3, 2)
        for request in (tried, tried and f"{tried[:200]} …"):
            outcome, failed = endless(self._limit, request)
            said = contract.encode(contract.finished(test, outcome, took, failed, [], "")) + done
            if len(said) <= board.MOST_BYTES:
                return self._board.post(said)
        self._board.post(done)

    def sending(self, finished: int) -> None:
        """A test's record is on its way and may arrive whole. A second one would contradict it."""
        self.between(finished + 1)
