# Collects the replies to all commands that have arrived, and sends them as one text with one line end.
import socket
import threading


def serve(connection):
    while data := connection.recv(4096):
        lines = data.split(b"\r\n")
        replies = []
        at = 0
        while lines[at : at + 1] != [b""]:
            count = int(lines[at][1:])
            words = lines[at + 2 : at + 2 + 2 * count : 2]
            at += 1 + 2 * count
            if words[0].upper() == b"PING":
                replies.append(b"+PONG")
            elif words[0].upper() == b"ECHO":
                replies.append(b"$%d\r\n%b" % (len(words[1]), words[1]))
        connection.sendall(b"".join(replies) + b"\r\n")


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
