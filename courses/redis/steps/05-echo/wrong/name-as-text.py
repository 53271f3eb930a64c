# Compares a name in bytes with a text: that is never equal.
import socket
import threading


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        name = words[0].upper()
        if name == "ECHO":
            connection.sendall(b"$%d\r\n%b\r\n" % (len(words[1]), words[1]))
        elif name == b"PING":
            connection.sendall(b"+PONG\r\n")


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
