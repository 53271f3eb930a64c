import pytest

from codealong import connect, program, rng


@pytest.fixture(scope="module", autouse=True)
def note() -> str:
    text = str(rng.randrange(10**12))
    program.write_file("notes/note.txt", text)
    return text


def ask(note: str) -> None:
    program.start()
    program.wait_for_port(7000)
    with connect(7000) as client:
        client.send(b"word\n")
        assert client.read_until(b"\n") == b"WORD\n"
    assert program.read_file("notes/note.txt") == note.encode()


def test_first(note: str) -> None:
    """A file lives for the module, and a program beside it for this test"""
    ask(note)


def test_second(note: str) -> None:
    """The same again, with a new program"""
    ask(note)
