# The reply lacks the line end that the protocol asks for.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"+PONG")
