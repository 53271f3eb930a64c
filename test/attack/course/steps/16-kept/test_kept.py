from string import ascii_lowercase

from codealong import connect, program, rng


def ask(port: int) -> None:
    word = "".join(rng.choices(ascii_lowercase, k=12)).encode()
    with connect(port) as client:
        client.send(word + b"\n")
        assert client.read_until(b"\n") == word.upper() + b"\n"


def ask_both() -> None:
    ask(7000)
    program.start("own")
    program.wait_for_port(7001)
    ask(7001)
    ask(7000)


def test_first() -> None:
    """One program lives for the session, another one for this test"""
    ask_both()


def test_second() -> None:
    """The same again, with a new program"""
    ask_both()


def test_third() -> None:
    """And once more"""
    ask_both()
