from codealong import program, rng


def test_adds() -> None:
    """Two numbers are added, and the sum is the last word that is printed"""
    first, second = rng.randrange(10**6), rng.randrange(10**6)
    done = program.run(str(first), str(second))
    assert done.stdout.split()[-1:] == [str(first + second).encode()]
