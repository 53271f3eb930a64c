from codealong import connect, program, rng

WORDS = ("bread", "honey", "milk", "salt")


def reply_to(word: str) -> bytes:
    """What the server sends back for that word."""
    program.start()
    program.wait_for_port(__PORT__)
    with connect(__PORT__) as client:
        client.send(f"{word}\n".encode())
        return client.read_until(b"\n")


def test_sends_capitals() -> None:
    """Sends a word back in capitals"""
    assert reply_to("tea") == b"TEA\n"


def test_sends_capitals_of_any_word() -> None:
    """Sends any other word back in capitals"""
    word = rng.choice(WORDS)
    assert reply_to(word) == f"{word.upper()}\n".encode()
