# Makes the server socket and ends without waiting for a client.
import socket

server = socket.create_server(("localhost", 6379))
print("Listening on port 6379")
