import socket

print(socket.create_server)
