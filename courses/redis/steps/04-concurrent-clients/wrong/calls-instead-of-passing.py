# serve(connection) is called here, and what it returns is given to the thread.
import socket
import threading


def serve(connection):
    while connection.recv(1024):
        connection.sendall(b"+PONG\r\n")
    connection.close()


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve(connection)).start()
