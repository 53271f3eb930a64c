# Serves a client until it leaves, and only then the next one.
import socket

server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    while connection.recv(1024):
        connection.sendall(b"+PONG\r\n")
    connection.close()
