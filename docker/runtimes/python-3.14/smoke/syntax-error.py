# The colon behind `while True` is missing.
import socket

server = socket.create_server(("localhost", 4242))
while True
    client, _ = server.accept()
    client.sendall(client.recv(1024).upper())
