# Takes a line for which it has no answer: an exception that nobody catches.
import socket

ANSWERS = {b"hi\n": b"HI\n"}


def answer(line: bytes) -> bytes:
    return ANSWERS[line]


server = socket.create_server(("localhost", 4242))
client, _ = server.accept()
client.sendall(answer(client.recv(1024)))
