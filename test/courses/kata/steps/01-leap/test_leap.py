from codealong import solution


def check(expected: bool, *years: int) -> None:
    for year in years:
        assert solution.call("leap:is_leap", year) == expected, f"is_leap({year}) is wrong."


def test_divisible_by_4() -> None:
    """A year that 4 divides is a leap year"""
    check(True, 1996, 2024)


def test_not_divisible_by_4() -> None:
    """A year that 4 does not divide is no leap year"""
    check(False, 1997, 2023, 2026)


def test_divisible_by_100() -> None:
    """A year that 100 divides is no leap year"""
    check(False, 1900, 2100)


def test_divisible_by_400() -> None:
    """A year that 400 divides is a leap year"""
    check(True, 1600, 2000, 2400)
