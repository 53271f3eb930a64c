import sys
from pathlib import Path
from textwrap import indent
STEPS = Path("/work/wt/r42/courses/redis/steps")
HEAD = '''{comment}
import socket
import threading

store = {{}}


def serve(connection):
    stream = connection.makefile("rb")
    while line := stream.readline():
        words = []
        for _ in range(int(line[1:])):
            length = int(stream.readline()[1:])
            words.append(stream.read(length))
            stream.read(2)
        connection.sendall(answer(words[0].upper(), *words[1:]))


def answer(name, *args):
    if name == b"PING":
        return b"+PONG\\r\\n"
    if name == b"SET":
        store[args[0]] = args[1]
        return b"+OK\\r\\n"
    if name == b"GET":
        return bulk(store.get(args[0]))
{body}    return b"-ERR unknown command\\r\\n"

{functions}
def bulk(data):
    return b"$-1\\r\\n" if data is None else b"$%d\\r\\n%b\\r\\n" % (len(data), data)

{more}
server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
'''
ARRAY = '''
def array(elements):
    return b"*%d\\r\\n" % len(elements) + b"".join(map(bulk, elements))

'''
RPUSH = '''if name == b"RPUSH":
    elements = store.setdefault(args[0], [])
    elements.extend(args[1:])
    return b":%d\\r\\n" % len(elements)
'''
LPUSH = '''if name == b"LPUSH":
    elements = store.setdefault(args[0], [])
    for element in args[1:]:
        elements.insert(0, element)
    return b":%d\\r\\n" % len(elements)
'''
LRANGE = '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    first, last = (int(arg) if int(arg) >= 0 else int(arg) + len(elements) for arg in args[1:])
    return array(elements[max(first, 0) : max(last + 1, 0)])
'''
LLEN = '''if name == b"LLEN":
    return b":%d\\r\\n" % len(store.get(args[0], []))
'''
LPOP = '''if name == b"LPOP":
    elements = store.get(args[0], [])
    return bulk(elements.pop(0) if elements else None)
'''
def make(step, name, comment, *parts, functions="", more=ARRAY):
    folder = next(STEPS.glob(step + "-*"))
    body = indent("".join(parts), "    ")
    text = HEAD.format(comment="# " + comment, body=body, functions=functions, more=more)
    (folder / "wrong").mkdir(exist_ok=True)
    (folder / "wrong" / f"{name}.py").write_text(text)

NO_ARRAY = dict(more="")
# 08
make("08", "ok-for-a-number", "Every command that stores something is answered with +OK.", '''if name == b"RPUSH":
    store[args[0]] = [args[1]]
    return b"+OK\\r\\n"
''', **NO_ARRAY)
make("08", "number-as-text", "The number is sent as a bulk string, as a text would be.", '''if name == b"RPUSH":
    store[args[0]] = [args[1]]
    return bulk(b"%d" % len(store[args[0]]))
''', **NO_ARRAY)
make("08", "one-list-for-all-keys", "There is one list, whatever the key is.", '''if name == b"RPUSH":
    store.setdefault(b"list", []).append(args[1])
    return b":%d\\r\\n" % len(store[b"list"])
''', **NO_ARRAY)
make("08", "length-of-the-text", "len() of the element, in place of len() of the list.", '''if name == b"RPUSH":
    store[args[0]] = args[1]
    return b":%d\\r\\n" % len(store[args[0]])
''', **NO_ARRAY)
# 09
make("09", "a-new-list-each-time", "Each push makes a new list, and the old one is lost.", '''if name == b"RPUSH":
    store[args[0]] = [args[1]]
    return b":%d\\r\\n" % len(store[args[0]])
''', **NO_ARRAY)
make("09", "counts-all-pushes", "Counts what was pushed since the program was started, to whichever list.", '''if name == b"RPUSH":
    store.setdefault(args[0], []).append(args[1])
    lists = [value for value in store.values() if isinstance(value, list)]
    return b":%d\\r\\n" % sum(map(len, lists))
''', **NO_ARRAY)
make("09", "length-before", "The length is taken before the element is added.", '''if name == b"RPUSH":
    elements = store.setdefault(args[0], [])
    length = len(elements)
    elements.append(args[1])
    return b":%d\\r\\n" % length
''', **NO_ARRAY)
# 10
make("10", "first-element-only", "Takes the word after the key, and overlooks those that follow.", '''if name == b"RPUSH":
    elements = store.setdefault(args[0], [])
    elements.append(args[1])
    return b":%d\\r\\n" % len(elements)
''', **NO_ARRAY)
make("10", "number-of-new-ones", "Answers with the number of elements that were added.", '''if name == b"RPUSH":
    elements = store.setdefault(args[0], [])
    elements.extend(args[1:])
    return b":%d\\r\\n" % len(args[1:])
''', **NO_ARRAY)
make("10", "a-set", "Keeps the elements in a set, which holds each of them once.", '''if name == b"RPUSH":
    elements = store.setdefault(args[0], set())
    elements.update(args[1:])
    return b":%d\\r\\n" % len(elements)
''', **NO_ARRAY)
# 11
make("11", "without-the-last", "A slice of Python leaves out its end.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    return array(elements[int(args[1]) : int(args[2])])
''')
make("11", "without-the-first-line", "The elements are sent without the line that says how many there are.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    return b"".join(map(bulk, elements[int(args[1]) : int(args[2]) + 1]))
''', **NO_ARRAY)
make("11", "index-by-index", "Takes the elements by their indexes, and some of these do not exist.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    return array([elements[index] for index in range(int(args[1]), int(args[2]) + 1)])
''')
make("11", "null-for-nothing", "A list that does not exist is answered like a text that does not exist.", RPUSH, '''if name == b"LRANGE":
    if args[0] not in store:
        return bulk(None)
    return array(store[args[0]][int(args[1]) : int(args[2]) + 1])
''')
# 12
make("12", "slice-alone", "Leaves the indexes to the slice, and -1 plus 1 is 0.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    return array(elements[int(args[1]) : int(args[2]) + 1])
''')
make("12", "without-the-last", "Adds 1 to the second index only if it is not below zero, so the last element is left out.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    first, last = int(args[1]), int(args[2])
    return array(elements[first : last + 1 if last >= 0 else last])
''')
make("12", "too-far-from-the-end", "An index that is still below zero is counted from the end once more, by the slice.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    first, last = (int(arg) if int(arg) >= 0 else int(arg) + len(elements) for arg in args[1:])
    return array(elements[first : last + 1])
''')
make("12", "zero-for-the-second-index", "Every index before the beginning becomes 0, the second one too.", RPUSH, '''if name == b"LRANGE":
    elements = store.get(args[0], [])
    first, last = (int(arg) if int(arg) >= 0 else max(int(arg) + len(elements), 0) for arg in args[1:])
    return array(elements[first : last + 1])
''')
# 13
make("13", "order-of-the-command", "Puts the new elements in front all at once, in the order of the command.", RPUSH, LRANGE, '''if name == b"LPUSH":
    store[args[0]] = list(args[1:]) + store.get(args[0], [])
    return b":%d\\r\\n" % len(store[args[0]])
''')
make("13", "at-the-end", "LPUSH is answered by the code of RPUSH.", '''if name in (b"LPUSH", b"RPUSH"):
    elements = store.setdefault(args[0], [])
    elements.extend(args[1:])
    return b":%d\\r\\n" % len(elements)
''', LRANGE)
make("13", "two-kinds-of-list", "What comes from the left and what comes from the right are kept apart.", '''if name in (b"LPUSH", b"RPUSH"):
    elements = store.setdefault((name, args[0]), [])
    for element in args[1:]:
        elements.insert(0 if name == b"LPUSH" else len(elements), element)
    return b":%d\\r\\n" % len(elements)
if name == b"LRANGE":
    elements = store.get((b"LPUSH", args[0]), []) + store.get((b"RPUSH", args[0]), [])
    first, last = (int(arg) if int(arg) >= 0 else int(arg) + len(elements) for arg in args[1:])
    return array(elements[max(first, 0) : max(last + 1, 0)])
''')
# 14
make("14", "null-for-no-list", "Where there is no list, there is no length either.", RPUSH, LPUSH, '''if name == b"LLEN":
    if args[0] not in store:
        return bulk(None)
    return b":%d\\r\\n" % len(store[args[0]])
''', **NO_ARRAY)
make("14", "key-error", "Takes the list out of the dictionary without looking whether it is there.", RPUSH, LPUSH, '''if name == b"LLEN":
    return b":%d\\r\\n" % len(store[args[0]])
''', **NO_ARRAY)
make("14", "not-after-lpush", "Keeps the length in a variable of its own, which LPUSH forgets.", '''if name == b"RPUSH":
    elements = store.setdefault(args[0], [])
    elements.extend(args[1:])
    lengths[args[0]] = len(elements)
    return b":%d\\r\\n" % len(elements)
''', LPUSH, '''if name == b"LLEN":
    return b":%d\\r\\n" % lengths.get(args[0], 0)
''', **NO_ARRAY)
p = next(STEPS.glob("14-*"))/"wrong/not-after-lpush.py"; p.write_text(p.read_text().replace("store = {}\n", "store = {}\nlengths = {}\n"))
# 15
make("15", "the-last-one", "pop() without an index takes the last element.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP":
    elements = store.get(args[0], [])
    return bulk(elements.pop() if elements else None)
''')
make("15", "reads-only", "Gives the first element and leaves it in the list.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP":
    elements = store.get(args[0], [])
    return bulk(elements[0] if elements else None)
''')
make("15", "pops-from-an-empty-list", "Does not look whether there is an element.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP":
    return bulk(store.get(args[0], []).pop(0))
''')
make("15", "null-array", "For commands about lists, 'nothing' seems to be a null array.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP":
    elements = store.get(args[0], [])
    return bulk(elements.pop(0)) if elements else b"*-1\\r\\n"
''')
# 16
make("16", "overlooks-the-number", "LPOP gives one element, whatever follows the key.", RPUSH, LRANGE, LLEN, LPOP)
make("16", "one-as-bulk-string", "Decides by what was found, not by what was asked for.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP":
    elements = store.get(args[0], [])
    count = int(args[1]) if len(args) > 1 else 1
    taken, elements[:] = elements[:count], elements[count:]
    if not taken:
        return bulk(None) if len(args) == 1 else b"*-1\\r\\n"
    return bulk(taken[0]) if len(taken) == 1 else array(taken)
''')
make("16", "reads-only", "The elements are read by a slice and stay in the list.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP" and len(args) == 2:
    elements = store.get(args[0], [])
    return array(elements[: int(args[1])]) if elements else b"*-1\\r\\n"
''', LPOP)
make("16", "empty-array-for-no-list", "Sends an empty array where there is no list.", RPUSH, LRANGE, LLEN, '''if name == b"LPOP" and len(args) == 2:
    elements = store.get(args[0], [])
    count = min(int(args[1]), len(elements))
    return array([elements.pop(0) for _ in range(count)])
''', LPOP)
# 17, 18
QHEAD = '''{comment}
import socket
import threading
{imports}
lists = {{}}
lock = threading.Condition()
{names}

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
        return b"+PONG\\r\\n"
    with lock:
        elements = lists.setdefault(key, [])
        if name == b"SET":
            lists[key] = args[0]
            return b"+OK\\r\\n"
        if name == b"GET":
            return bulk(elements)
        if name in (b"RPUSH", b"LPUSH"):
            for element in args:
                elements.insert(len(elements) if name == b"RPUSH" else 0, element)
{push}        if name == b"LRANGE":
            return array(elements)
        if name == b"LLEN":
            return b":%d\\r\\n" % len(elements)
        if name == b"BLPOP":
{blpop}    return b"-ERR unknown command\\r\\n"

{functions}
def bulk(data):
    return b"$%d\\r\\n%b\\r\\n" % (len(data), data)


def array(elements):
    return b"*%d\\r\\n" % len(elements) + b"".join(map(bulk, elements))


server = socket.create_server(("localhost", 6379))
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,)).start()
'''
LENGTH = '''return b":%d\\r\\n" % len(elements)
'''
NOTIFY = '''lock.notify_all()
'''
SERVE_PUSH = '''length = len(elements)
hand_out(key)
return b":%d\\r\\n" % length
'''
HAND_OUT = '''
def hand_out(key):
    for waiter in list(waiters.get(key, [])):
        if lists[key]:
            waiters[key].remove(waiter)
            waiter.append(lists[key].pop(0))
    lock.notify_all()

'''
def queue(step, name, comment, blpop, push, functions="", names="waiters = {}\n", imports=""):
    folder = next(STEPS.glob(step + "-*"))
    text = QHEAD.format(comment="# " + comment, push=indent(push, " " * 12), blpop=indent(blpop, " " * 12), functions=functions, names=names, imports=imports)
    if step == "18":
        text = text.replace('''        if name == b"SET":
            lists[key] = args[0]
            return b"+OK\\r\\n"
        if name == b"GET":
            return bulk(elements)
        if name in (b"RPUSH", b"LPUSH"):
            for element in args:
                elements.insert(len(elements) if name == b"RPUSH" else 0, element)
''', '''        if name == b"RPUSH":
            elements.extend(args)
''').replace('''        if name == b"LLEN":
            return b":%d\\r\\n" % len(elements)
''', "")
    (folder / "wrong" / f"{name}.py").write_text(text)
queue("17", "does-not-wait", "BLPOP is LPOP with the key in front, and gives up at once.", '''if not elements:
    return b"*-1\\r\\n"
return array([key, elements.pop(0)])
''', LENGTH, names="")
queue("17", "element-alone", "Sends the element as LPOP does, without the key.", '''while not elements:
    lock.wait()
return bulk(elements.pop(0))
''', '''lock.notify()
return b":%d\\r\\n" % len(elements)
''', names="")
queue("17", "waits-with-the-lock", "Waits for a push and keeps the lock all the time, so that nobody can push.", '''while not elements:
    pushed.clear()
    pushed.wait()
return array([key, elements.pop(0)])
''', '''pushed.set()
return b":%d\\r\\n" % len(elements)
''', names="pushed = threading.Event()\n")
queue("17", "the-newest-first", "The client that came last is served first.", '''if elements:
    return array([key, elements.pop(0)])
waiter = []
waiters.setdefault(key, []).append(waiter)
lock.wait_for(lambda: waiter)
return array([key, waiter[0]])
''', SERVE_PUSH, functions=HAND_OUT.replace("list(waiters.get(key, []))", "reversed(waiters.get(key, []))"))
queue("17", "everybody-gets-it", "One element is given to all clients that wait.", '''if elements:
    return array([key, elements.pop(0)])
waiter = []
waiters.setdefault(key, []).append(waiter)
lock.wait_for(lambda: waiter)
return array([key, waiter[0]])
''', SERVE_PUSH, functions='''
def hand_out(key):
    if waiters.get(key):
        element = lists[key].pop(0)
        for waiter in waiters.pop(key):
            waiter.append(element)
    lock.notify_all()

''')
queue("17", "one-for-each-push", "Each push serves one client only, even if it has brought two elements.", '''if elements:
    return array([key, elements.pop(0)])
waiter = []
waiters.setdefault(key, []).append(waiter)
lock.wait_for(lambda: waiter)
return array([key, waiter[0]])
''', SERVE_PUSH, functions='''
def hand_out(key):
    if waiters.get(key):
        waiters[key].pop(0).append(lists[key].pop(0))
    lock.notify_all()

''')
WAIT = '''if elements:
    return array([key, elements.pop(0)])
waiter = []
waiters.setdefault(key, []).append(waiter)
'''
OK_END = '''if not waiter:
    waiters[key].remove(waiter)
    return b"*-1\\r\\n"
return array([key, waiter[0]])
'''
queue("18", "null-bulk-string", "The null of LPOP is sent where a null array is due.", WAIT + '''lock.wait_for(lambda: waiter, float(args[0]) or None)
''' + OK_END.replace("*-1", "$-1"), SERVE_PUSH, functions=HAND_OUT)
queue("18", "whole-seconds", "int() cuts 0.5 down to 0, and 0 means that there is no limit.", WAIT + '''lock.wait_for(lambda: waiter, int(float(args[0])) or None)
''' + OK_END, SERVE_PUSH, functions=HAND_OUT)
queue("18", "milliseconds", "Takes the number for milliseconds, as after PX.", WAIT + '''lock.wait_for(lambda: waiter, float(args[0]) / 1000 or None)
''' + OK_END, SERVE_PUSH, functions=HAND_OUT)
queue("18", "still-in-the-queue", "A client whose time is over is not taken out of those who wait, so the next element goes to nobody.", WAIT + '''lock.wait_for(lambda: waiter, float(args[0]) or None)
return array([key, waiter[0]]) if waiter else b"*-1\\r\\n"
''', SERVE_PUSH, functions=HAND_OUT)
