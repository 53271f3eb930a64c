import socket

server = socket.create_server(("localhost", 4242))
while True:
    client, _ = server.accept()
    with client:
        while line := client.recv(1024):
            client.sendall(line.upper())
