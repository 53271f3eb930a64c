from lib import Client, simple, start_server

PONG = simple("PONG")
ONE_AFTER_THE_OTHER = (
    "While your program waits in `recv` for one client, it cannot wait in `accept` for the next. Give each client a "
    "thread of its own: `threading.Thread(target=..., args=(connection,)).start()` right after `accept()`, in a loop. "
    "If you already start threads: `target` is the function's name without parentheses, `.start()` starts the thread, and "
    "`.run()` or `.join()` would wait for its end."
)
OWN_CONNECTION = (
    "Each client has a connection of its own: the one that `accept()` returned for it. Pass it to the thread as an argument, "
    "and use it there. A variable that all threads share soon holds the newest client."
)
THE_OTHERS_STAY = (
    "When a client leaves, `recv` gives `b\"\"` on its connection. Leave only the loop of this client, and close only "
    "this connection: the program and its other clients go on."
)


def test_a_quiet_client_keeps_nobody_waiting() -> None:
    """A client is answered while another one is connected and says nothing"""
    start_server()
    Client()
    Client().ask("PING", expect=PONG, if_silent=ONE_AFTER_THE_OTHER)


def test_clients_take_turns() -> None:
    """Three clients that take turns are all answered"""
    start_server()
    clients = [Client(), Client(), Client()]
    for _ in range(2):
        for client in clients:
            client.ask("PING", expect=PONG, if_silent=OWN_CONNECTION)


def test_clients_come_and_go() -> None:
    """When a client leaves, the others are still answered, and so is a new one"""
    start_server()
    first, second = Client(), Client()
    first.ask("PING", expect=PONG, if_silent=ONE_AFTER_THE_OTHER)
    first.leave()
    second.ask("PING", expect=PONG, if_silent=THE_OTHERS_STAY)
    Client().ask("PING", expect=PONG, if_silent=THE_OTHERS_STAY)
