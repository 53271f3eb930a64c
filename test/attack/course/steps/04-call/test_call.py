from codealong import rng, solution


def test_doubles() -> None:
    """double(n) is twice n"""
    number = rng.randrange(10**9)
    assert solution.call("main:double", number) == 2 * number


def test_doubles_again() -> None:
    """double(n) is twice n, three times in a row"""
    for _ in range(3):
        number = rng.randrange(10**9)
        assert solution.call("main:double", number) == 2 * number
