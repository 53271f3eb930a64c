from codealong import program


def test_adds_its_arguments() -> None:
    """Prints the sum of several numbers"""
    done = program.run("1", "2", "39")
    assert done.exit_code == 0, "The exit code is wrong."
    assert done.text.strip() == "42"


def test_adds_negative_numbers() -> None:
    """Adds negative numbers, too"""
    assert program.run("-5", "12", "-17").text.strip() == "-10"


def test_single_number() -> None:
    """The sum of a single number is this number"""
    assert program.run("7").text.strip() == "7"


def test_refuses_a_word() -> None:
    """Refuses a word that is not a number, with exit code 2"""
    done = program.run("1", "two")
    assert done.exit_code == 2, "The exit code is wrong."
    assert done.stdout == b"", "Nothing should come on the output when a word is refused."
    assert "two" in done.stderr.decode(errors="replace"), "The message on stderr should name the word."
