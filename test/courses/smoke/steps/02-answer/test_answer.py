from codealong import connect, program


def test_a_line_comes_back() -> None:
    """A line comes back in capitals"""
    program.start()
    program.wait_for_port(4242)
    client = connect(4242)
    client.send(b"hello\n")
    assert client.read_until(b"\n") == b"HELLO\n"
