import socket
import time

with socket.create_server(("127.0.0.1", 7001)):
    time.sleep(60)
