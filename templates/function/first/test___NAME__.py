from codealong import rng, solution

NAMES = ("Alan", "Edsger", "Grace", "Margaret")


def test_greets_ada() -> None:
    """Greets Ada"""
    assert solution.call("__MODULE__:greeting", "Ada") == "Hello, Ada!"


def test_greets_anybody() -> None:
    """Greets any other person"""
    name = rng.choice(NAMES)
    assert solution.call("__MODULE__:greeting", name) == f"Hello, {name}!"
