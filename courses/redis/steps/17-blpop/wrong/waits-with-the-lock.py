# Waits for a push and keeps the lock all the time, so that nobody can push.
import socket
import threading

lists = {}
lock = threading.Condition()
pushed = threading.Event()


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, key=b"", *args):
    if name == b"PING":
        return b"+PONG\r\n"
    with lock:
        elements = lists.setdefault(key, [])
        if name == b"SET":
            lists[key] = args[0]
            return b"+OK\r\n"
        if name == b"GET":
            return bulk(elements)
        if name in (b"RPUSH", b"LPUSH"):
            for element in args:
                elements.insert(len(elements) if name == b"RPUSH" else 0, element)
            pushed.set()
            return b":%d\r\n" % len(elements)
        if name == b"LRANGE":
            return array(elements)
        if name == b"LLEN":
            return b":%d\r\n" % len(elements)
        if name == b"BLPOP":
            while not elements:
                pushed.clear()
                pushed.wait()
            return array([key, elements.pop(0)])
    return b"-ERR unknown command\r\n"


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


def array(elements):
    return b"*%d\r\n" % len(elements) + b"".join(map(bulk, elements))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
