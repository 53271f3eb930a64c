# Answers each line in capitals, with what came in Python 3.12: the statement `type`, and quotes inside of an f-string.
import socket

type Line = bytes
ENDS = {"line": "\n"}

server = socket.create_server(("localhost", 4242))
while True:
    client, _ = server.accept()
    while line := client.recv(1024):
        answer: Line = f"{line.decode().strip().upper()}{ENDS["line"]}".encode()
        client.sendall(answer)
