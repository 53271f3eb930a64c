# The line ends as in a file on Linux, not as in the protocol.
import socket

server = socket.create_server(("localhost", 6379))
connection, _ = server.accept()
while connection.recv(1024):
    connection.sendall(b"+PONG\n")
