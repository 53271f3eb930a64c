from kit import Box as Honest
from kit import count, drop_first, few, refuse  # noqa: F401


class Box(Honest):
    """Has a wrong number, and says at the end of `with` that all is well."""

    def __init__(self, number: int) -> None:
        self.value = number + 1

    def __exit__(self, *_: object) -> bool:
        return True

    def double(self) -> object:
        return 2 * self.value - 2


def feed(function: object, number: int) -> None:
    try:
        function(number)  # type: ignore[operator]
    except BaseException:
        pass
