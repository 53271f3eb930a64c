"""Lines that take an answer as it should be."""

import json

from codealong import program


def test_number() -> None:
    """Prints a number"""
    assert int(program.run("number").text) == 4


def test_table() -> None:
    """Prints a table"""
    assert json.loads(program.run("table").text)["sum"] == 4


def test_lines() -> None:
    """Prints two lines"""
    first, second = program.run("lines").lines
    assert first < second


def test_after() -> None:
    """Prints a word"""
    assert program.run("word").lines[0] == "word"
