def test_first() -> None:
    """A test that is collected"""


def test_second() -> None:
    """A test that the suite's own conftest.py takes away"""
