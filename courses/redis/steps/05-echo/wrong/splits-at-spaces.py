# Line ends are blanks, too, so split() finds the lines; but it also finds the blanks inside of a word.
import socket
import threading


def serve(connection):
    while data := connection.recv(4096):
        parts = data.decode().split()
        if parts[2].upper() == "PING":
            connection.sendall(b"+PONG\r\n")
        else:
            word = parts[4].encode()
            connection.sendall(b"$%d\r\n%b\r\n" % (len(word), word))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
