# The r before the quotes keeps the backslashes as they are.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(rb"+PONG\r\n")
