from collections.abc import Callable
from functools import partial

import pytest

from codealong import solution

balance = partial(solution.call, "savings:balance")


@pytest.fixture
def years_until() -> Callable[..., int]:
    return partial(solution.call, "savings:years_until")


@pytest.mark.points(2)
@pytest.mark.parametrize(
    ("start", "rate", "years", "expected"),
    [
        pytest.param(100, 10, 0, 100, id="no year"),
        pytest.param(100, 10, 2, 121, id="two years"),
        pytest.param(250.5, 1.25, 7, 273.25804, id="broken numbers"),
    ],
)
def test_balance(start: float, rate: float, years: int, expected: float) -> None:
    """Knows the balance after some years"""
    assert balance(start, rate, years) == pytest.approx(expected, abs=1e-4)


@pytest.mark.points(2)
@pytest.mark.parametrize("goal, years", [(100, 0), (101, 1), (120, 2), (200, 8)])
def test_years_until(years_until: Callable[..., int], goal: int, years: int) -> None:
    """Knows when a goal is reached"""
    assert years_until(100, 10, goal) == years


@pytest.mark.points(1)
class TestRefuses:
    def test_negative_start(self) -> None:
        """Refuses a negative start"""
        with pytest.raises(ValueError):
            balance(-1, 10, 2)

    @pytest.mark.parametrize("rate", [0, -1.5])
    def test_goal_out_of_reach(self, years_until: Callable[..., int], rate: float) -> None:
        """Refuses a goal that is never reached"""
        with pytest.raises(ValueError, match="never"):
            years_until(100, rate, 200)
