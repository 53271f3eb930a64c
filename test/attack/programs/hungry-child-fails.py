import os

child = os.fork()
if child == 0:
    kept = [bytearray(10**7) for _ in range(100)]
os.waitpid(child, 0)
print("no answer")
