import threading


def spin() -> None:
    while True:
        pass


for _ in range(8):
    threading.Thread(target=spin).start()
