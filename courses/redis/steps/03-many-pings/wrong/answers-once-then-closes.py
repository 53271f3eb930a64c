# Closes the connection after the first answer and serves the next client.
import socket

server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    with connection:
        connection.recv(1024)
        connection.sendall(b"+PONG\r\n")
