# Takes what recv gives for exactly one command, and forgets the rest.
import socket
import threading


def serve(connection):
    while data := connection.recv(4096):
        lines = data.split(b"\r\n")
        name = lines[2].upper()
        if name == b"PING":
            connection.sendall(b"+PONG\r\n")
        elif name == b"ECHO":
            connection.sendall(b"$%d\r\n%b\r\n" % (len(lines[4]), lines[4]))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
