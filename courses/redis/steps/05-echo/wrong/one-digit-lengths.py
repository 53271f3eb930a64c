# Cuts the word out at a fixed place, which is right as long as its length has one digit.
import socket
import threading


def serve(connection):
    while data := connection.recv(4096):
        if data[8:12].upper() == b"PING":
            connection.sendall(b"+PONG\r\n")
        else:
            # *2 \r\n $4 \r\n ECHO \r\n $5 \r\n: the word begins after 18 bytes.
            word = data[18:-2]
            connection.sendall(b"$%d\r\n%b\r\n" % (len(word), word))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
