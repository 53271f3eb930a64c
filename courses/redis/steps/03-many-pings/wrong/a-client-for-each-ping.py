# Answers once and then waits for another client, while the first one has more to ask.
import socket

server = socket.create_server(("localhost", 6379))
clients = []
while True:
    connection, _ = server.accept()
    clients.append(connection)  # kept open
    connection.recv(1024)
    connection.sendall(b"+PONG\r\n")
