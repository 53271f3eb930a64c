from codealong import program


def test_breaks() -> None:
    """The test's own code has a mistake"""
    done = program.run("1", "2")
    assert done.exit_code == wantde
