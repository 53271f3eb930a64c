# Makes another list.
def call_next(waiting):
    if waiting:
        waiting = waiting[1:]


def emergency(waiting, name):
    if name in waiting:
        waiting.remove(name)
    waiting.insert(0, name)
