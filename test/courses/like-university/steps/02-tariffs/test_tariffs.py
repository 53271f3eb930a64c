from functools import partial

import pytest

from codealong import solution

Tariff = partial(solution.new, "tariffs:Tariff")
PerMinute = partial(solution.new, "tariffs:PerMinute")
Flat = partial(solution.new, "tariffs:Flat")


@pytest.fixture
def talk():
    return PerMinute("Talk", 9)


@pytest.fixture
def all_in():
    return Flat("All in", 2000)


@pytest.mark.points(1)
def test_price_per_minute(talk):
    """Each minute costs the same"""
    assert talk.price(10) == 90
    assert talk.price(0) == 0


@pytest.mark.points(1)
def test_flat_price(all_in):
    """A flat price is always the same"""
    assert all_in.price(0) == 2000
    assert all_in.price(5000) == 2000


@pytest.mark.points(1)
def test_names(talk, all_in):
    """A tariff has a name, and shows it"""
    assert (talk.name, all_in.name) == ("Talk", "All in")
    assert str(talk) == "Talk"
    assert f"{all_in}" == "All in"


@pytest.mark.points(2)
@pytest.mark.parametrize("kind", ["PerMinute", "Flat"])
def test_is_a_tariff(kind):
    """Both kinds are tariffs"""
    tariff = solution.new(f"tariffs:{kind}", "Some", 7)
    assert isinstance(tariff, solution.value("tariffs:Tariff")), f"{kind} should be derived from Tariff."


@pytest.mark.points(1)
def test_base_has_no_price():
    """The base itself has no price"""
    with pytest.raises(NotImplementedError):
        Tariff("None").price(1)


@pytest.mark.points(2)
@pytest.mark.parametrize(("minutes", "name"), [(100, "Talk"), (300, "All in")])
def test_cheapest(talk, all_in, minutes, name):
    """Finds the cheapest tariff"""
    found = solution.new("tariffs:cheapest", [talk, all_in], minutes)
    assert found.name == name
