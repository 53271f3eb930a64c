# Divides once too often: the time is over at once.
import socket
import threading
import time

store = {}
NEVER = float("inf")


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        name = words[0].upper()
        if name == b"PING":
            connection.sendall(b"+PONG\r\n")
        elif name == b"ECHO":
            connection.sendall(bulk(words[1]))
        elif name == b"SET":
            until = time.time() + int(words[4]) / 1_000_000 if len(words) > 3 else NEVER
            store[words[1]] = (words[2], until)
            connection.sendall(b"+OK\r\n")
        elif name == b"GET":
            value, until = store.get(words[1], (None, 0))
            connection.sendall(b"$-1\r\n" if time.time() >= until else bulk(value))


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
