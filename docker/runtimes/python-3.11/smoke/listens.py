# Answers each line in capitals, with what came in Python 3.11: `except*`.
import socket

server = socket.create_server(("localhost", 4242))
while True:
    client, _ = server.accept()
    try:
        while line := client.recv(1024):
            client.sendall(line.upper())
    except* ConnectionError:
        pass
