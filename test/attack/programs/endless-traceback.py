class Endless(Exception):
    def __str__(self) -> str:
        return "\x01" * 500_000


def double(number: int) -> int:
    """An exception with a chain of others. Each of them says more than a record may hold."""
    try:
        if number % 7 == 0:
            raise Endless
        return double(number - 1)
    except Endless as error:
        raise type("E" * 100_000, (Endless,), {})() from error
