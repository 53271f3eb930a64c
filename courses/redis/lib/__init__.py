"""The toolbox of the Redis course: a client that knows the protocol and explains what is wrong with a reply.

    from lib import OK, Client, bulk, some_word, start_server

Suites import from here. The code that explains failures is imported only when a test fails: most runs have none and should be quick.
"""

from lib.client import Client, start_server
from lib.resp import NULL, NULL_ARRAY, OK, Reply, array, bulk, entry, error, integer, simple, stream
from lib.streams import fill
from lib.words import some_letters, some_text, some_word

__all__ = [
    "NULL",
    "NULL_ARRAY",
    "OK",
    "Client",
    "Reply",
    "array",
    "bulk",
    "entry",
    "error",
    "fill",
    "integer",
    "simple",
    "some_letters",
    "some_text",
    "some_word",
    "start_server",
    "stream",
]
