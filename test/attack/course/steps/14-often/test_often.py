from codealong import program


def test_often() -> None:
    """The program is run 46 times in one test"""
    for number in range(46):
        assert program.run(str(number)).text == f"{number}\n"
    assert program.run("last").text == "never\n"
