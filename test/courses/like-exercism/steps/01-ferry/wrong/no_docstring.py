# One function has no docstring.
"""What the crew of a ferry calculates."""

CROSSING_MINUTES = 25
MINUTES_A_CAR = 2


def minutes_to_land(elapsed):
    """Return how many minutes the ferry still needs."""
    return CROSSING_MINUTES - elapsed


def trip_minutes(cars, elapsed):
    return cars * MINUTES_A_CAR + elapsed
