def balance(start: float, rate: float, years: int) -> float:
    """What is in the account after that many years."""
    raise NotImplementedError


def years_until(start: float, rate: float, goal: float) -> int:
    """After how many whole years the balance is at least the goal."""
    raise NotImplementedError
