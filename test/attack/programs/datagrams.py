import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind(("127.0.0.1", 7000))
    while True:
        data, client = server.recvfrom(1024)
        server.sendto(data.upper(), client)
