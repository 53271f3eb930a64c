# All clients share one variable, which names the newest of them: so it gets everybody's answers.
import select
import socket

server = socket.create_server(("localhost", 6379))
clients = []
while True:
    ready, _, _ = select.select([server, *clients], [], [])
    for one in ready:
        if one is server:
            connection, _ = server.accept()
            clients.append(connection)
        elif one.recv(1024):
            connection.sendall(b"+PONG\r\n")
        else:
            clients.remove(one)
            one.close()
