import pytest
from roman_digits import roman

from codealong import program


@pytest.mark.parametrize("number", [1, 2, 3])
def test_says_it(number: int) -> None:
    """Says a number in Roman digits"""
    assert program.run(f" {number} ").text.strip() == roman(number)
