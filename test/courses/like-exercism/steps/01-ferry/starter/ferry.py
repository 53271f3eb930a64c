"""What the crew of a ferry calculates."""

# Task 1: define the constant CROSSING_MINUTES.


# Task 2: write minutes_to_land(elapsed).


# Task 3: write trip_minutes(cars, elapsed).
