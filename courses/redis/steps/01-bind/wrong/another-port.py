# Listens on a port of its own choice.
import socket

server = socket.create_server(("localhost", 6380))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"+PONG\r\n")
