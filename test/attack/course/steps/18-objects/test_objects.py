from itertools import islice

import pytest

from codealong import rng, solution


@pytest.fixture
def number() -> int:
    return rng.randrange(10**9)


def test_object(number: int) -> None:
    """A box holds its number"""
    box = solution.new("main:Box", number)
    with box:
        assert box.value == number
        assert box.value == number
    assert box.double() == 2 * number
    assert len(box) == 3


def test_changes(number: int) -> None:
    """drop_first(numbers) takes the first number away"""
    numbers = [number, 7]
    solution.call("main:drop_first", numbers)
    assert numbers == [7]


def test_calls(number: int) -> None:
    """feed(function, n) calls the function with n, once"""
    seen: list[object] = []
    solution.call("main:feed", seen.append, number)
    assert seen == [number]


def test_generates(number: int) -> None:
    """count(n) counts from n on, and few() gives two numbers"""
    assert list(islice(solution.iterate("main:count", number), 3)) == [number, number + 1, number + 2]
    assert list(solution.iterate("main:few", most=100)) == [1, 2]


def test_refuses() -> None:
    """refuse() raises a ValueError"""
    with pytest.raises(ValueError, match="^no$"):
        solution.call("main:refuse")
