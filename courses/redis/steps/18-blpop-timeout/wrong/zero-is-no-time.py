# Waits for 0 seconds where 0 means that there is no limit.
import socket
import threading

lists = {}
lock = threading.Condition()
waiters = {}


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
        if name == b"RPUSH":
            elements.extend(args)
            length = len(elements)
            hand_out(key)
            return b":%d\r\n" % length
        if name == b"LRANGE":
            return array(elements)
        if name == b"BLPOP":
            if elements:
                return array([key, elements.pop(0)])
            waiter = []
            waiters.setdefault(key, []).append(waiter)
            lock.wait_for(lambda: waiter, float(args[0]))
            if not waiter:
                waiters[key].remove(waiter)
                return b"*-1\r\n"
            return array([key, waiter[0]])
    return b"-ERR unknown command\r\n"


def hand_out(key):
    for waiter in list(waiters.get(key, [])):
        if lists[key]:
            waiters[key].remove(waiter)
            waiter.append(lists[key].pop(0))
    lock.notify_all()


def bulk(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


def array(elements):
    return b"*%d\r\n" % len(elements) + b"".join(map(bulk, elements))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
