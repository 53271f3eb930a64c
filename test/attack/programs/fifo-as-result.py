import os
import sys

os.mkfifo("out.txt")
os.mkfifo("in.txt")
print("ready", flush=True)
sys.stdin.readline()
print("nothing", flush=True)
