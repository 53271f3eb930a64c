"""Checks that are quick with an honest answer."""

import re

from codealong import solution


def test_words() -> None:
    """words() gives a list of words, the rarest first"""
    words = solution.call("main:words")
    assert re.fullmatch(r"(\w+ ?)*", " ".join(map(str, words)))
    assert sorted(words, key=words.count) == ["two", "one", "one"]


def test_power() -> None:
    """3 to the power of exponent() is 81"""
    assert 3 ** solution.call("main:exponent") == 81


def test_after() -> None:
    """double(4) is 8"""
    assert solution.call("main:double", 4) == 8
