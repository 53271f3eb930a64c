from codealong import connect, program, rng

NAMES = ("Alan", "Edsger", "Grace", "Margaret")


def reply_to(name: str) -> bytes:
    """What the server sends to a client of that name."""
    with connect(__PORT__) as client:
        client.send(f"{name}\n".encode())
        return client.read_until(b"\n")


def test_greets_ada() -> None:
    """Greets a client that sends its name"""
    program.start()
    program.wait_for_port(__PORT__)
    assert reply_to("Ada") == b"Hello, Ada!\n"


def test_greets_one_after_the_other() -> None:
    """Greets two clients, one after the other"""
    program.start()
    program.wait_for_port(__PORT__)
    for name in rng.sample(NAMES, 2):
        assert reply_to(name) == f"Hello, {name}!\n".encode()
