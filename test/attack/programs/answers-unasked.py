import socket

with socket.create_server(("127.0.0.1", 7000)) as server:
    while True:
        client, _ = server.accept()
        client.sendall(b"AAAAAAAAAAAA\n" * 100)
