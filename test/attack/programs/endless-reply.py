import socket

with socket.create_server(("127.0.0.1", 7000)) as server:
    client, _ = server.accept()
    while True:
        client.sendall(b"x" * 10**6)
