# Gives the number 0 to the first entry of time 0, and refuses it then.
import socket
import threading

# The last id of each stream.
last = {}
NOT_GREATER = b"-ERR The ID specified in XADD is equal or smaller than the target stream top item\r\n"
ZERO = b"-ERR The ID specified in XADD must be greater than 0-0\r\n"


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
        return add(key, *id.split(b"-"))
    return b"-ERR unknown command\r\n"


def add(key, time, number):
    time = int(time)
    before = last.get(key, (-1, -1))
    if number == b"*":
        number = before[1] + 1 if time == before[0] else 0
    new = (time, int(number))
    if new == (0, 0):
        return ZERO
    if new <= before:
        return NOT_GREATER
    last[key] = new
    return bulk(b"%d-%d" % new)


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
