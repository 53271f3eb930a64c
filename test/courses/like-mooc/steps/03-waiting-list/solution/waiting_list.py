def call_next(waiting):
    if waiting:
        waiting.pop(0)


def emergency(waiting, name):
    if name in waiting:
        waiting.remove(name)
    waiting.insert(0, name)
