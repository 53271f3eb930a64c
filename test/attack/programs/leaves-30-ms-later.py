import socket
import time

server = socket.create_server(("localhost", 6379))
time.sleep(0.03)
