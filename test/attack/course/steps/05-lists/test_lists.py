from codealong import program

EXPECTED = list(range(1_000_000))


def test_counts() -> None:
    """The program counts to a million"""
    found = [int(word) for word in program.run().stdout.split()]
    assert found == EXPECTED
