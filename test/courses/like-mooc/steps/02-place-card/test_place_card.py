import pytest

from codealong import solution


@pytest.mark.parametrize("name", ["Ada", "Jo", "Maximiliane"])
def test_card(name, capsys):
    """Prints a card for a name"""
    solution.call("place_card:place_card", name)
    frame = "*" * (len(name) + 4)
    assert capsys.readouterr().out == f"{frame}\n* {name} *\n{frame}\n"


def test_returns_nothing():
    """Returns nothing"""
    assert solution.call("place_card:place_card", "Grace") is None, "The function should print the card, and not return it."
    assert solution.printed.count("\n") == 3, "The card has three lines."
