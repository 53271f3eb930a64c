def is_leap(year: int) -> bool:
    """Whether the year has 366 days."""
    if year % 400 == 0:
        return True
    if year % 100 == 0:
        return False
    return year % 4 == 0
