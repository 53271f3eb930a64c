from kit import Box, count, drop_first, feed, few  # noqa: F401


def refuse() -> None:
    raise type("StopIteration", (KeyboardInterrupt,), {"__str__": lambda self: "no"})()
