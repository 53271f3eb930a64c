# Knows only half of the rule.
def is_leap(year: int) -> bool:
    return year % 4 == 0
