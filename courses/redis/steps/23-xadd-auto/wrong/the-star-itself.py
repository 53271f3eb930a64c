# Answers with the word that the client has sent.
import socket
import threading
import time

# The last id of each stream.
last = {}
NOT_GREATER = b"-ERR The ID specified in XADD is equal or smaller than the target stream top item\r\n"


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, key, id, *fields):
    if name == b"XADD":
        return add(key, id)
    return b"-ERR unknown command\r\n"


def add(key, id):
    before = last.get(key, (0, 0))
    if id == b"*":
        milliseconds = max(int(time.time() * 1000), before[0])
        new = (milliseconds, before[1] + 1 if milliseconds == before[0] else 0)
    else:
        new = tuple(int(part) for part in id.split(b"-"))
    if new <= before:
        return NOT_GREATER
    last[key] = new
    return bulk(id)


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
