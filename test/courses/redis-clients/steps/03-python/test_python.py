from lib.clients import start_server, talk_in_python


def test_answers() -> None:
    """python3-redis: PING and ECHO"""
    start_server()
    talk_in_python("answers")


def test_keeps_values() -> None:
    """python3-redis: SET and GET, any byte in key and value"""
    start_server()
    talk_in_python("keeps")


def test_lets_a_value_expire() -> None:
    """python3-redis: SET with px"""
    start_server()
    talk_in_python("expires")


def test_bears_a_pipeline() -> None:
    """python3-redis: a pipeline of a hundred commands"""
    start_server()
    talk_in_python("pipelines")


def test_keeps_much() -> None:
    """python3-redis: a value of 100 KB"""
    start_server()
    talk_in_python("keeps_much")


def test_refuses() -> None:
    """python3-redis: an unknown command raises, and the connection goes on"""
    start_server()
    talk_in_python("refuses")


def test_shares() -> None:
    """python3-redis: what ten clients set, an eleventh gets"""
    start_server()
    talk_in_python("shares")
