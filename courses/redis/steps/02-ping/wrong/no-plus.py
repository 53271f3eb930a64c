# The text alone, without the sign that says what kind of reply it is.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"PONG\r\n")
