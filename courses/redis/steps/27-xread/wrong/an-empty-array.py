# Sends an empty array where there is nothing new.
import socket
import threading

# For each key its entries: the id as two numbers, and the fields.
streams = {}


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, *words):
    if name == b"XADD":
        key, id, *fields = words
        streams.setdefault(key, []).append((read_id(id), fields))
        return encode(id)
    if name == b"XREAD" and words[0].upper() == b"STREAMS":
        return read(*words[1:])
    return b"-ERR unknown command\r\n"


def read(key, id):
    start = read_id(id)
    entries = streams.get(key, [])
    found = [[b"%d-%d" % id, fields] for id, fields in entries if id > start]
    return encode([[key, found]] if found else [])


def read_id(word):
    time, number = word.split(b"-")
    return int(time), int(number)


def encode(value):
    if isinstance(value, list):
        return b"*%d\r\n" % len(value) + b"".join(encode(item) for item in value)
    return b"$%d\r\n%b\r\n" % (len(value), value)


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
