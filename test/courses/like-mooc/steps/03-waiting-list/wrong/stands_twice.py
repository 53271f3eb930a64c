# A name may stand twice in it.
def call_next(waiting):
    if waiting:
        waiting.pop(0)


def emergency(waiting, name):
    waiting.insert(0, name)
