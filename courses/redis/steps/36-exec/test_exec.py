from lib import OK, Client, error, simple, start_server

WITHOUT_MULTI = error("ERR EXEC without MULTI")
REFUSED = (
    "This client has not sent MULTI, so it has no transaction that EXEC could run. Answer with the error "
    "`b\"-ERR EXEC without MULTI\\r\\n\"`, with exactly these words."
)
GOES_ON = "An error is a reply like any other. Go on reading commands from this client, and answer the next one as always."
ITS_OWN = (
    "MULTI came from another client. Whether there is a transaction has to be kept for each client: in a local variable of the "
    "function that serves it, or in an object that is made there."
)


def test_exec_without_multi() -> None:
    """EXEC without MULTI is answered with the error"""
    start_server()
    Client().ask("EXEC", expect=WITHOUT_MULTI, if_wrong=REFUSED, if_silent=REFUSED)


def test_the_client_goes_on() -> None:
    """After the error the client goes on"""
    start_server()
    client = Client()
    client.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=REFUSED)
    client.ask("PING", expect=simple("PONG"), if_wrong=GOES_ON, if_silent=GOES_ON)
    client.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=REFUSED, if_silent=GOES_ON)


def test_the_multi_of_another_client() -> None:
    """The MULTI of another client does not count"""
    start_server()
    one, other = Client(), Client()
    one.ask("MULTI", expect=OK)
    other.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=ITS_OWN, if_silent=ITS_OWN)
