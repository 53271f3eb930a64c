# Answers each line in capitals, with what came in Python 3.13: a type parameter that has a default.
import socket


def capitals[Line = bytes](line: Line) -> Line:
    return line.upper()


server = socket.create_server(("localhost", 4242))
while True:
    client, _ = server.accept()
    while line := client.recv(1024):
        client.sendall(capitals(line))
