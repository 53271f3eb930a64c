# Another exception.
def balance(start: float, rate: float, years: int) -> float:
    """What is in the account after that many years."""
    if start < 0:
        raise ValueError("start must not be negative")
    return float(start * (1 + rate / 100) ** years)


def years_until(start: float, rate: float, goal: float) -> int:
    """After how many whole years the balance is at least the goal."""
    if rate <= 0 and start < goal:
        raise RuntimeError("the goal is never reached")
    years = 0
    while balance(start, rate, years) < goal:
        years += 1
    return years
