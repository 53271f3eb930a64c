# The reply is followed by a second line end, sent on its own.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"+PONG\r\n")
    connection.sendall(b"\r\n")
