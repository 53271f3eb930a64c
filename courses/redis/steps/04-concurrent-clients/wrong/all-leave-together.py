# When one client leaves, all the others are sent away with it.
import select
import socket

server = socket.create_server(("localhost", 6379))
clients = []
while True:
    ready, _, _ = select.select([server, *clients], [], [])
    for one in ready:
        if one is server:
            clients.append(server.accept()[0])
        elif one.recv(1024):
            one.sendall(b"+PONG\r\n")
        else:
            for client in clients:
                client.close()
            clients = []
            break
