from codealong import connect, program


def test_a_client_can_connect() -> None:
    """A client can connect to port 4242"""
    program.start()
    program.wait_for_port(4242)
    connect(4242).expect_accepted()
