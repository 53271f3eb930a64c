# str() of a bytes value has a b and quotes.
import socket
import threading

store = {}


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
            store[words[1]] = str(words[2])
            connection.sendall(b"+OK\r\n")
        elif name == b"GET":
            connection.sendall(bulk(store[words[1]].encode()))


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
