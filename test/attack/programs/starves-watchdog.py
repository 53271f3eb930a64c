import os

# The test waits for an answer that never comes, and every processor is busy: the program hangs, no check does.
for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
while True:
    pass
