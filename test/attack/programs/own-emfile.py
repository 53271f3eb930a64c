import os
import socket

held = [os.open("/dev/null", os.O_RDONLY) for _ in range(1000)]
while True:
    held.append(socket.socket().detach())
