from codealong import program, rng

NAMES = ("Alan", "Edsger", "Grace", "Margaret")


def test_greets_ada() -> None:
    """Greets Ada"""
    assert program.run("Ada").text == "Hello, Ada!\n"


def test_greets_anybody() -> None:
    """Greets any other person"""
    name = rng.choice(NAMES)
    assert program.run(name).text == f"Hello, {name}!\n"
