# Splits the - like any other id.
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
        return encode(id)
    if name == b"XRANGE":
        start, end = read_id(words[0]), read_id(words[1], GREATEST)
        entries = streams.get(key, [])
        return encode([[b"%d-%d" % id, fields] for id, fields in entries if start <= id <= end])


def read_id(word, number=0):
    time, *rest = word.split(b"-")
    return int(time), int(rest[0] if rest else number)


def encode(value):
    if isinstance(value, list):
        return b"*%d\r\n" % len(value) + b"".join(encode(item) for item in value)
    return b"$%d\r\n%b\r\n" % (len(value), value)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
