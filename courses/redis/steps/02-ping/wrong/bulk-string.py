# A reply of another kind: to be read by a client, and yet not what Redis answers.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"$4\r\nPONG\r\n")
