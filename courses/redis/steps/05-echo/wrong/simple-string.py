# The right text as the wrong kind of reply.
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
        if words[0].upper() == b"PING":
            connection.sendall(b"+PONG\r\n")
        else:
            connection.sendall(b"+" + words[1] + b"\r\n")


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
