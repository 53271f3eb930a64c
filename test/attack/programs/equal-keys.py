import os

from kit import exponent_and_double

exponent, double = exponent_and_double()


def words() -> None:
    """A dict whose keys are all in one place."""
    keys = ",".join(f'[["int","{number * (2**61 - 1):#x}"],null]' for number in range(1, 26_000))
    os.write(4, f'{{"value":["dict",[{keys}]]}}\n'.encode())
    os._exit(0)
