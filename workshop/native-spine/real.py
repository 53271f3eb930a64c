"""The step-42 program with python3-redis: all commands, blocking, several clients, fairness, leaving clients, EXEC with errors, a storm."""
import socket, subprocess, sys, threading, time, redis
P = sys.argv[1]
if P == "redis": proc = subprocess.Popen(["redis-server","--save","","--appendonly","no","--port","6379"],stdout=subprocess.DEVNULL)
else: proc = subprocess.Popen([sys.executable, P], stdout=subprocess.DEVNULL)
for _ in range(100):
    try: socket.create_connection(("localhost",6379)).close(); break
    except OSError: time.sleep(.1)
class RR(redis.Redis):
    def incr(self, name): return self.execute_command("INCR", name)
R = lambda **k: RR(host="localhost", port=6379, **k)
redis.client.Pipeline.incr = lambda self, name: self.execute_command("INCR", name)
bad = 0
def eq(a, b, what=""):
    global bad
    if a != b: bad += 1; print("BAD", what, a, "expected", b)
def err(f, text):
    global bad
    try: v = f()
    except redis.ResponseError as e: eq(str(e), text)
    else: bad += 1; print("BAD no error", v, text)
def bg(f):
    out = []
    def run():
        try: out.append(f())
        except Exception as e: out.append(e)
    t = threading.Thread(target=run, daemon=True); t.start(); t.out = out; return t
r = R()
try:
    eq(r.ping(), True); eq(r.echo("hé llo"), "hé llo".encode())
    eq(r.set("s", "x"), True); eq(r.get("s"), b"x"); eq(r.get("none"), None)
    r.set("p", "1", px=60); eq(r.incr("p"), 2); time.sleep(.1); eq(r.get("p"), None, "incr keeps ttl")
    eq(r.rpush("l", "a"), 1); eq(r.rpush("l", "b", "c"), 3); eq(r.lpush("l", "y", "z"), 5)
    L=[b"z",b"y",b"a",b"b",b"c"]
    for a in range(-8,8):
        for b in range(-8,8):
            n=5; i=max(a+n,0) if a<0 else a; j=b+n if b<0 else b
            eq(r.lrange("l",a,b), L[i:j+1] if j>=0 else [], ("lrange",a,b))
    eq(r.llen("l"),5); eq(r.llen("no"),0); eq(r.lrange("no",0,-1),[])
    eq(r.lpop("l"), b"z"); eq(r.lpop("l",2),[b"y",b"a"]); eq(r.lpop("l",9),[b"b",b"c"]); eq(r.lpop("l"),None); eq(r.lpop("l",2),None)
    eq(r.type("l"), b"none"); eq(r.type("s"), b"string"); r.rpush("l",1); eq(r.type("l"), b"list")
    W="WRONGTYPE Operation against a key holding the wrong kind of value"
    W=W.split(" ",0)[0]
    for f in (lambda: r.get("l"), lambda: r.rpush("s",1), lambda: r.lrange("s",0,1), lambda: r.xadd("s",{"a":1}), lambda: r.incr("l"), lambda: r.blpop("s",1), lambda: r.lpop("s"), lambda: r.llen("s")): err(f, W)
    eq(r.xadd("x",{"a":"1"},id="1-1"), b"1-1"); eq(r.type("x"), b"stream")
    err(lambda: r.xadd("x",{"a":"1"},id="1-1"), "The ID specified in XADD is equal or smaller than the target stream top item")
    err(lambda: r.xadd("x",{"a":"1"},id="0-0"), "The ID specified in XADD must be greater than 0-0")
    err(lambda: r.xadd("new",{"a":"1"},id="0-0"), "The ID specified in XADD must be greater than 0-0"); eq(r.type("new"), b"none")
    eq(r.xadd("x",{"b":"2","c":"3"},id="1-*"), b"1-2"); eq(r.xadd("x",{"b":"2"},id="5-*"), b"5-0"); eq(r.xadd("x0",{"b":"2"},id="0-*"), b"0-1")
    err(lambda: r.xadd("x",{"a":"1"},id="4-*"), "The ID specified in XADD is equal or smaller than the target stream top item")
    e=[(b"1-1",{b"a":b"1"}),(b"1-2",{b"b":b"2",b"c":b"3"}),(b"5-0",{b"b":b"2"})]
    eq(r.xrange("x"), e); eq(r.xrange("x","1","1"), e[:2]); eq(r.xrange("x","1-2","+"), e[1:]); eq(r.xrange("x","-","1-1"), e[:1]); eq(r.xrange("nix"),[])
    i=int(r.xadd("x",{"t":"1"}).split(b"-")[0]); eq(abs(i/1000-time.time())<2, True); 
    ids=[r.xadd("q",{"n":n}) for n in range(50)]; eq(len(set(ids)),50)
    r.xadd("far",{"a":1},id="99999999999999-5"); eq(r.xadd("far",{"a":1}), b"99999999999999-6")
    eq(r.xread({"x":"1-2"})[0][1][0], e[2]); eq(r.xread({"x0":"0-1"}), []); eq([k for k,_ in r.xread({"x":0,"x0":0,"nix":0})],[b"x",b"x0"])
    # blocking
    t0=time.monotonic(); eq(r.blpop("bl",0.2),None); d=time.monotonic()-t0; eq(.2<=d<.6,True,d)
    t=bg(lambda: R().blpop("bl",0)); time.sleep(.2); r.set("bl","text"); time.sleep(.05); eq(t.out,[]); r.set("bl","x",px=1); time.sleep(.05); eq(r.rpush("bl","v"),1); t.join(1); eq(t.out,[(b"bl",b"v")]); eq(r.llen("bl"),0)
    t0=time.monotonic(); eq(r.xread({"x":"$"},block=200),[]); d=time.monotonic()-t0; eq(.2<=d<.6,True,d)
    t=bg(lambda: R().xread({"x":"$","y":"$"},block=0)); time.sleep(.2); eq(t.out,[]); r.xadd("y",{"k":"v"},id="7-7"); t.join(1); eq(t.out,[[[b"y",[(b"7-7",{b"k":b"v"})]]]])
    ts=[bg(lambda: R().xread({"y":"$"},block=0)) for _ in range(5)]; time.sleep(.4); r.xadd("y",{"k":"w"},id="8-8"); [t.join(1) for t in ts]; eq([t.out for t in ts],[[[[b"y",[(b"8-8",{b"k":b"w"})]]]]]*5)
    # fairness
    ts=[]
    for n in range(8): ts.append(bg(lambda: R().blpop("f",0))); time.sleep(.08)
    for n in range(4): eq(r.rpush("f",n),1); eq(r.llen("f"),0)
    eq(r.rpush("f",4,5,6,7,8),5); [t.join(1) for t in ts]
    eq([t.out for t in ts],[[(b"f",b"%d"%n)] for n in range(8)]); eq(r.lrange("f",0,-1),[b"8"]); r.lpop("f")
    # a waiting client that leaves
    for how in "close","reset","timeout":
        c=socket.create_connection(("localhost",6379)); c.sendall(b"*3\r\n$5\r\nBLPOP\r\n$2\r\ngo\r\n$%d\r\n%s\r\n"%((1,b"0") if how!="timeout" else (3,b"0.1"))); time.sleep(.15)
        if how=="reset": c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        c.close(); time.sleep(.02)
        eq(r.rpush("go","v"),1); eq(r.lrange("go",0,-1),[b"v"],how); eq(r.lpop("go"),b"v")
    ts=[]
    c=socket.create_connection(("localhost",6379)); c.sendall(b"*3\r\n$5\r\nBLPOP\r\n$2\r\ngo\r\n$1\r\n0\r\n"); time.sleep(.1)
    t=bg(lambda: R().blpop("go",0)); time.sleep(.2); c.close(); time.sleep(.05); r.rpush("go","w"); t.join(1); eq(t.out,[(b"go",b"w")],"next after gone")
    # transactions
    def raw(*cmds, n=None):
        c=socket.create_connection(("localhost",6379)); c.settimeout(2); out=[]
        for w in cmds:
            w=w.encode().split(); c.sendall(b"*%d\r\n"%len(w)+b"".join(b"$%d\r\n%s\r\n"%(len(x),x) for x in w)); time.sleep(.03); out.append(c.recv(4096))
        c.close(); return out
    eq(raw("EXEC","MULTI","MULTI","EXEC","EXEC","DISCARD"),[b"-ERR EXEC without MULTI\r\n",b"+OK\r\n",b"-ERR MULTI calls can not be nested\r\n",b"*0\r\n",b"-ERR EXEC without MULTI\r\n",b"-ERR DISCARD without MULTI\r\n"])
    eq(raw("MULTI","SET t abc","INCR t","LPUSH t 1","SET u 6","INCR u","BLPOP none 0","XREAD BLOCK 0 STREAMS nix $","LPOP none 2","XADD t2 0-0 a b","EXEC")[-1],
      b"*9\r\n+OK\r\n-ERR value is not an integer or out of range\r\n-WRONGTYPE Operation against a key holding the wrong kind of value\r\n+OK\r\n:7\r\n*-1\r\n*-1\r\n*-1\r\n-ERR The ID specified in XADD must be greater than 0-0\r\n"); eq(r.get("u"),b"7")
    eq(raw("MULTI","SET dd 1","DISCARD","GET dd")[1:],[b"+QUEUED\r\n",b"+OK\r\n",b"$-1\r\n"])
    raw("MULTI","SET left 1"); eq(r.get("left"),None)
    t=bg(lambda: R().blpop("tl",0)); time.sleep(.2); eq(raw("MULTI","RPUSH tl a b","LLEN tl","LPOP tl","EXEC")[-1],b"*3\r\n:2\r\n:2\r\n$1\r\na\r\n"); t.join(1); eq(t.out,[(b"tl",b"b")])
    t=bg(lambda: R().blpop("tl",.5)); time.sleep(.2); eq(raw("MULTI","RPUSH tl a","LPOP tl","EXEC")[-1],b"*2\r\n:1\r\n$1\r\na\r\n"); t.join(1); eq(t.out,[None])
    with r.pipeline() as p: p.set("pp",1).incr("pp").lpush("pl","a"); eq(p.execute(),[True,2,1])
    err(lambda: (r.set("w","a b"), r.incr("w")), "value is not an integer or out of range")
    for v in (""," 5","5 ","1_0","+5","1.5","0x1","--1"): r.set("w",v); err(lambda: r.incr("w"), "value is not an integer or out of range"); eq(r.get("w"),v.encode())
    for v in (-1,-5,0,41): r.set("w",v); eq(r.incr("w"),v+1)
    # storm
    def client(n):
        c=R(); got=[]
        for i in range(20):
            c.incr("cnt"); c.rpush("many",f"{n}-{i}"); c.set(f"k{n}",i); assert c.get(f"k{n}")==b"%d"%i
            with c.pipeline() as p:
                p.incr("a"); p.incr("b"); x,y=p.execute(); assert x==y,(x,y)
            c.xadd("st",{"n":n})
            got.append(c.blpop("many",5)[1])
        return got
    t0=time.monotonic(); ts=[bg(lambda n=n: client(n)) for n in range(50)]; [t.join(60) for t in ts]
    allgot=[g for t in ts for g in (t.out[0] if t.out and isinstance(t.out[0],list) else [print("BAD",t.out)])]
    eq(len(allgot),1000); eq(len(set(allgot)),1000); eq(r.get("cnt"),b"1000"); eq(r.llen("many"),0); eq(len(r.xrange("st")),1000); print("storm", round(time.monotonic()-t0,1),"s")
    # leaving storm: clients that wait and leave; nothing is lost
    cs=[socket.create_connection(("localhost",6379)) for _ in range(40)]
    for c in cs: c.sendall(b"*3\r\n$5\r\nBLPOP\r\n$2\r\ngg\r\n$1\r\n0\r\n")
    time.sleep(.5); [c.close() for c in cs[::2]]; time.sleep(.2)
    eq(r.rpush("gg",*range(30)),30); eq(r.llen("gg"),10); [c.close() for c in cs]
    eq(r.ping(),True)
    try: print("threads", [l for l in open(f"/proc/{proc.pid}/status") if l.startswith("Threads")])
    except OSError: pass
    print(R().execute_command("COMMAND") if P=="none" else "", "bad:", bad)
finally: proc.kill()
