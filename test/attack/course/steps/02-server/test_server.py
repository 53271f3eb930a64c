from string import ascii_lowercase

from codealong import connect, program, rng

PORT = 7000


def ask() -> None:
    word = "".join(rng.choices(ascii_lowercase, k=12)).encode()
    with connect(PORT) as client:
        client.send(word + b"\n")
        assert client.read_until(b"\n") == word.upper() + b"\n"


def test_answers() -> None:
    """A word comes back in capital letters"""
    program.start()
    program.wait_for_port(PORT)
    ask()


def test_answers_again() -> None:
    """Another program, started later, does the same"""
    program.start()
    program.wait_for_port(PORT)
    ask()
    ask()
