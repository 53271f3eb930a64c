from kit import Box, count, drop_first, few, refuse  # noqa: F401


def feed(function: object, number: int) -> None:
    while True:
        try:
            function(number)  # type: ignore[operator]
        except BaseException:
            pass
