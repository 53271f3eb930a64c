import socket

server = socket.create_server(("localhost", 4242))
while True:
    client, _ = server.accept()
    client.close()
