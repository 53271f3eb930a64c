# The EXEC of one client ends the transactions of all.
import socket
import threading

store = {}
in_transaction = False


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words))


def answer(words):
    global in_transaction
    name = words[0].upper()
    if name == b"MULTI":
        in_transaction = True
        return b"+OK\r\n"
    if name == b"EXEC" and not in_transaction:
        return b"-ERR EXEC without MULTI\r\n"
    if name == b"EXEC":
        in_transaction = False
        return b"*0\r\n"
    if name == b"SET":
        store[words[1]] = words[2]
        return b"+OK\r\n"
    if name == b"GET":
        return bulk(store.get(words[1]))
    if name == b"INCR":
        number = int(store.get(words[1], b"0")) + 1
        store[words[1]] = b"%d" % number
        return b":%d\r\n" % number
    return b"+PONG\r\n"


def bulk(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
