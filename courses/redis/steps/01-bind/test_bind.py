from codealong import connect, program


def test_a_client_can_connect() -> None:
    """A client can connect to port 6379"""
    program.start()
    program.wait_for_port(6379)
    connect(6379).expect_accepted()
