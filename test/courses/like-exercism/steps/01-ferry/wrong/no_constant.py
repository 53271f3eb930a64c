# The constant has another name.
"""What the crew of a ferry calculates."""

CROSSING = 25
MINUTES_A_CAR = 2


def minutes_to_land(elapsed):
    """Return how many minutes the ferry still needs."""
    return CROSSING - elapsed


def trip_minutes(cars, elapsed):
    """Return the minutes of loading and those at sea."""
    return cars * MINUTES_A_CAR + elapsed
