from codealong import program, rng, tools


def seals_a_word(also: str) -> None:
    key = str(rng.randrange(10**12))
    tools.add("seal", f"#!/bin/sh\necho {key}-$1\n")
    tools.add(also, "#!/bin/sh\necho known\n")
    assert program.run("word", env={"PATH": tools.search_path}).text == f"{key}-word\n"


def test_first() -> None:
    """The program runs `seal`, which knows a number that is known to nobody else"""
    seals_a_word("first")


def test_second() -> None:
    """A new `seal` knows another number"""
    seals_a_word("second")
