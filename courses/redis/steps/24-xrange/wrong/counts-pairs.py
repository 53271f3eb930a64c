# Gives the number of fields as the number of elements.
import socket
import threading

# For each key its entries: the id as two numbers, and the fields.
streams = {}
GREATEST = 2**64 - 1


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, key, *words):
    if name == b"XADD":
        id, *fields = words
        streams.setdefault(key, []).append((read_id(id), fields))
        return bulk(id)
    if name == b"XRANGE":
        start, end = read_id(words[0]), read_id(words[1], GREATEST)
        entries = streams.get(key, [])
        found = [(id, fields) for id, fields in entries if start <= id <= end]
        return b"*%d\r\n" % len(found) + b"".join(entry(*one) for one in found)


def read_id(word, number=0):
    time, _, rest = word.partition(b"-")
    return int(time), int(rest or number)


def entry(id, fields):
    texts = b"".join(bulk(word) for word in fields)
    return b"*2\r\n" + bulk(b"%d-%d" % id) + b"*%d\r\n" % (len(fields) // 2) + texts


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
