from codealong import program, rng


def test_adds() -> None:
    """Two numbers are added in a terminal"""
    first, second = rng.randrange(10**6), rng.randrange(10**6)
    process = program.start(str(first), str(second), tty=True)
    assert process.read_until("\n").split()[-1:] == [str(first + second).encode()]
