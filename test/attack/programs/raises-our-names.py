from kit import Box, count, drop_first, feed, few  # noqa: F401


class Failed(AssertionError):
    """Like the failures of the module that suites use, or the suite's own."""

    code, args_ = "message", {}


def refuse() -> None:
    raise Failed("no")
