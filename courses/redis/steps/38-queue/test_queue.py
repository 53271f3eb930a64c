from codealong import rng
from lib import NULL, OK, Client, array, bulk, simple, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
QUEUED = simple("QUEUED")
INTO_THE_QUEUE = (
    "After MULTI, the commands of this client are not run. Put each one into the client's queue, and answer with "
    "`b\"+QUEUED\\r\\n\"`. If your program does this already: an empty list counts as false, so write `if queue is not None`."
)
OTHERS_GO_ON = (
    "Another client has begun a transaction, but this one has not. Keep the queue, and whether there is one, for each client."
)
NOT_RUN_YET = (
    "The SET waits in the queue of the other client, so nothing is stored yet. Do not run a command when you put it into the "
    "queue: EXEC will run it."
)
EVERY_COMMAND = (
    "Whatever the command is, it is queued: decide that in the one place through which all commands go, before you look at "
    "their names. Only MULTI, EXEC and DISCARD are not queued."
)

NOT_THE_END = (
    "EXEC ends the transaction. In the queue it would never run. Look for MULTI, EXEC and DISCARD before you queue a command."
)


def test_a_command_is_queued() -> None:
    """After MULTI, SET is answered with +QUEUED"""
    start_server()
    client = Client()
    client.ask("MULTI", expect=OK)
    client.ask(
        "SET", some_word(), some_word(), expect=QUEUED, if_wrong=INTO_THE_QUEUE, if_silent=INTO_THE_QUEUE,
        quiet_seconds=QUIET_SECONDS,
    )  # fmt: skip


def test_another_client_goes_on() -> None:
    """The commands of another client are not queued"""
    start_server()
    one, other = Client(), Client()
    key, value = some_word(), some_word()
    one.ask("MULTI", expect=OK)
    other.ask("SET", key, value, expect=OK, if_wrong=OTHERS_GO_ON, if_silent=OTHERS_GO_ON)
    other.ask("GET", key, expect=bulk(value), if_wrong=OTHERS_GO_ON, if_silent=OTHERS_GO_ON)


def test_a_queued_command_is_not_run() -> None:
    """What is queued has not been run: another client finds no value"""
    start_server()
    one, other = Client(), Client()
    key = some_word()
    one.ask("MULTI", expect=OK)
    one.ask("SET", key, some_word(), expect=QUEUED, if_wrong=INTO_THE_QUEUE)
    other.ask("GET", key, expect=NULL, if_wrong=NOT_RUN_YET, if_silent=NOT_RUN_YET)


def test_every_command_is_queued() -> None:
    """Every command is queued, also one that changes nothing"""
    start_server()
    client = Client()
    commands = [
        ("GET", some_word()),
        ("PING",),
        ("incr", some_word()),
        ("ECHO", some_word()),
        ("RPUSH", some_word(), some_word()),
        ("LRANGE", some_word(), "0", "-1"),
        ("TYPE", some_word()),
    ]
    rng.shuffle(commands)
    client.ask("MULTI", expect=OK)
    for command in commands:
        client.ask(*command, expect=QUEUED, if_wrong=EVERY_COMMAND, if_silent=EVERY_COMMAND)


def test_exec_is_not_queued() -> None:
    """EXEC itself is not queued"""
    start_server()
    client = Client()
    client.ask("MULTI", expect=OK)
    client.ask("SET", some_word(), some_word(), expect=QUEUED, if_wrong=INTO_THE_QUEUE)
    client.send("EXEC")
    # What else it is answered with is the subject of the next step.
    if client.peek(array()) == QUEUED:
        client.expect(array(), if_wrong=NOT_THE_END)
