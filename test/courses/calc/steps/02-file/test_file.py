from codealong import program

NUMBERS = "1 2\n\n  30\n9\n"


def test_reads_stdin() -> None:
    """Adds the numbers on its input"""
    assert program.run(input=NUMBERS).text.strip() == "42"


def test_reads_a_file() -> None:
    """Adds the numbers in a file"""
    done = program.run("--from", "numbers.txt", files={"numbers.txt": NUMBERS})
    assert done.text.strip() == "42"


def test_writes_a_file() -> None:
    """Writes the sum into a file and prints nothing"""
    done = program.run("--from", "numbers.txt", "--to", "sum.txt", files={"numbers.txt": NUMBERS})
    assert program.read_file("sum.txt") == b"42\n"
    assert done.stdout == b""


def test_takes_options_in_either_order() -> None:
    """Takes --to before --from"""
    program.run("--to", "sum.txt", "--from", "numbers.txt", files={"numbers.txt": NUMBERS})
    assert program.read_file("sum.txt") == b"42\n"


def test_refuses_a_word_in_a_file() -> None:
    """Refuses a file with a word that is not a number, with exit code 2"""
    done = program.run("--from", "numbers.txt", files={"numbers.txt": "1 two 3\n"})
    assert done.exit_code == 2, "The exit code is wrong."
    assert done.stdout == b"", "Nothing should come on the output when a word is refused."
