from codealong import program


def test_much() -> None:
    """A test that keeps more than there is"""
    kept = [str(number) * 3 for number in range(10**7)]
    assert program.run("1", "2").text == kept[3]
