from lib import Client, bulk, simple, some_letters, some_text, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
ANY_CASE = (
    "Names of commands may be written in upper or lower case: convert them before you compare, with `name.upper()`."
)

ONE_WORD = (
    "`PING` has one word only. Read as many words as the first line of the command says, and take a second one only if the "
    "command has one."
)
IN_BYTES = "A length counts bytes. `makefile(\"rb\")` also counts bytes, but `makefile(\"r\")` counts characters."


def test_echo_gives_the_word_back() -> None:
    """ECHO is answered with the word that was sent"""
    start_server()
    word = some_word()
    Client().ask("ECHO", word, expect=bulk(word), quiet_seconds=QUIET_SECONDS)


def test_words_of_any_length() -> None:
    """ECHO works for words of 1, 12 and 345 letters"""
    start_server()
    client = Client()
    for length in (1, 12, 345):
        word = some_letters(length)
        client.ask("ECHO", word, expect=bulk(word))


def test_ping_is_still_answered() -> None:
    """PING is still answered with +PONG"""
    start_server()
    Client().ask("PING", expect=simple("PONG"), if_wrong=ONE_WORD, if_silent=ONE_WORD)


def test_names_in_any_case() -> None:
    """Names of commands may be written in lower case"""
    start_server()
    client = Client()
    client.ask("ping", expect=simple("PONG"), if_wrong=ANY_CASE)
    word = some_word()
    client.ask("Echo", word, expect=bulk(word), if_wrong=ANY_CASE)


def test_a_text_with_a_space() -> None:
    """A word may hold a space"""
    start_server()
    text = f"{some_word()} {some_word()}"
    Client().ask("ECHO", text, expect=bulk(text))


def test_lengths_are_in_bytes() -> None:
    """The length of a bulk string counts bytes, not characters"""
    start_server()
    text = some_text()
    Client().ask("ECHO", text, expect=bulk(text), if_wrong=IN_BYTES, if_silent=IN_BYTES)


def test_two_commands_at_once() -> None:
    """Two commands that arrive together get two replies"""
    start_server()
    client = Client()
    word = some_word()
    client.send_together(("PING",), ("ECHO", word))
    client.expect(simple("PONG"))
    client.expect(bulk(word))
