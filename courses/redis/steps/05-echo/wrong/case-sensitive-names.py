# Knows the names in upper case only.
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
        if words[0] == b"PING":
            connection.sendall(b"+PONG\r\n")
        elif words[0] == b"ECHO":
            connection.sendall(b"$%d\r\n%b\r\n" % (len(words[1]), words[1]))
        else:
            connection.sendall(b"-ERR unknown command\r\n")


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
