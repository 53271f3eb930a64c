import subprocess, time, signal, socket, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
def cmd(*w): return b"*%d\r\n"%len(w)+b"".join(b"$%d\r\n%b\r\n"%(len(x),x) for x in w)
def start(prog):
    p=subprocess.Popen([sys.executable,prog],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE,preexec_fn=lambda:signal.signal(signal.SIGINT,signal.default_int_handler))
    for _ in range(100):
        try: socket.create_connection(("localhost",6379)).close(); break
        except OSError: time.sleep(.1)
    return p
def ask(c,*w): c.sendall(cmd(*w)); c.settimeout(1); 
def rd(c):
    try: return c.recv(1000)
    except TimeoutError: return "nothing within 1 s"
def conn(): return socket.create_connection(("localhost",6379))
for prog in ("s/17.py","s/17h.py","s/m21/main.py"):
    p=start(prog)
    a=conn(); ask(a,b"BLPOP",b"k",b"0"); time.sleep(.3); a.close(); time.sleep(.3)
    b=conn(); ask(b,b"RPUSH",b"k",b"green"); print(prog,"push",rd(b)); ask(b,b"LRANGE",b"k",b"0",b"-1"); print(" list after the waiter hung up:",rd(b))
    a=conn(); ask(a,b"BLPOP",b"z",b"0"); time.sleep(.3); a.close(); b.close(); time.sleep(.3)
    p.send_signal(signal.SIGINT); 
    try: p.wait(2); print(" ended after one Ctrl+C")
    except subprocess.TimeoutExpired:
        print(" STILL RUNNING 2 s after one Ctrl+C (the waiter has left long ago)")
        p.send_signal(signal.SIGINT)
        try: p.wait(2); print(" ended after the second")
        except subprocess.TimeoutExpired: print(" STILL RUNNING after two"); p.kill()
    print(p.stderr.read().decode()[-700:])
p=start("s/08.py"); a=conn(); ask(a,b"PING"); print(rd(a)); p.send_signal(signal.SIGINT)
try: p.wait(2); print("step 8 with a connected client: ended after one Ctrl+C")
except subprocess.TimeoutExpired: print("step 8 with a connected client: STILL RUNNING"); p.kill()
