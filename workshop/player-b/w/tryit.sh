# tryit.sh N: plays the example of step N against program N
n=$1; cd /work/wt/player-b/w/$n; python3 main.py >/tmp/b-try.log 2>&1 & P=$!; sleep 0.7
case $n in
22) printf 'XADD weather 5-* temperature 36\nXADD weather 5-* temperature 37\nXADD weather 6-* temperature 38\nXADD counter 0-* first entry\n'|redis-cli;;
23) printf 'XADD weather * temperature 36\nXADD weather * temperature 37\n'|redis-cli;;
24) printf 'XADD weather 2-0 temperature 36\nXADD weather 3-1 temperature 35 humidity 95\nXRANGE weather 2-0 2-9\n'|redis-cli --no-raw;;
25) printf 'XADD weather 0-1 temperature 36\nXADD weather 4-2 temperature 35\nXADD weather 4-3 temperature 33\nXRANGE weather - 4-2\n'|redis-cli --no-raw;;
26) printf 'XADD weather 1-1 temperature 36\nXADD weather 2-1 temperature 35\nXADD weather 9999999999999-1 temperature 20\nXRANGE weather 2-1 +\n'|redis-cli --no-raw;;
27) printf 'XADD weather 2-0 temperature 36\nXADD weather 3-1 temperature 35\nXREAD STREAMS weather 2-0\nXREAD STREAMS weather 3-1\n'|redis-cli --no-raw;;
28) printf 'XADD weather 3-1 temperature 35\nXADD traffic 1-0 cars 17\nXREAD STREAMS weather traffic 3-0 0-0\nXREAD STREAMS weather traffic 3-1 0-0\n'|redis-cli --no-raw;;
29) redis-cli --no-raw XREAD BLOCK 20000 STREAMS weather 3-1 & sleep 0.5; redis-cli --no-raw XADD weather 4-0 temperature 34; sleep 0.3;;
30) redis-cli --no-raw XREAD BLOCK 0 STREAMS weather 3-1 & sleep 2; redis-cli --no-raw XADD weather 4-0 temperature 34; sleep 0.3;;
31) redis-cli --no-raw XADD weather 1-1 temperature 36; redis-cli --no-raw XREAD BLOCK 20000 STREAMS weather $ & sleep 0.5; redis-cli --no-raw XADD weather 1-2 temperature 35; sleep 0.3;;
32) python3 -c '
import socket
client = socket.create_connection(("localhost", 6379))
client.sendall(b"*3\r\n$3\r\nSET\r\n$6\r\nvisits\r\n$2\r\n41\r\n")
print(client.recv(1024))
client.sendall(b"*2\r\n$4\r\nINCR\r\n$6\r\nvisits\r\n")
print(client.recv(1024))'; redis-cli SET visits 41; redis-cli INCR visits;;
33) printf 'INCR visitors\nSET minute 7 PX 2000\n'|redis-cli --no-raw; sleep 2; redis-cli --no-raw INCR minute;;
34) printf 'SET color green\nINCR color\nGET color\n'|redis-cli --no-raw;;
35) python3 -c '
import socket
client = socket.create_connection(("localhost", 6379))
client.sendall(b"*1\r\n$5\r\nMULTI\r\n")
print(client.recv(1024))'; printf 'MULTI\nPING\n'|script -qec 'redis-cli' /dev/null;;
36) python3 -c '
import socket
client = socket.create_connection(("localhost", 6379))
client.sendall(b"*1\r\n$4\r\nEXEC\r\n")
print(client.recv(1024))'; redis-cli EXEC;;
37) python3 -c '
import socket
client = socket.create_connection(("localhost", 6379))
client.sendall(b"*1\r\n$5\r\nMULTI\r\n")
print(client.recv(1024))
client.sendall(b"*1\r\n$4\r\nEXEC\r\n")
print(client.recv(1024))'; printf 'MULTI\nEXEC\n'|redis-cli --no-raw;;
38) (printf 'MULTI\nSET color green\n'; sleep 1) |redis-cli --no-raw & sleep 0.5; redis-cli --no-raw GET color; wait $!;;
39) printf 'MULTI\nSET visits 6\nINCR visits\nEXEC\n'|redis-cli --no-raw;;
40) printf 'MULTI\nSET color red\nDISCARD\nGET color\nDISCARD\n'|redis-cli --no-raw;;
41) printf 'SET color green\nMULTI\nINCR color\nINCR visits\nEXEC\n'|redis-cli --no-raw;;
42) python3 - <<'P'
import socket
def c(s,*w):
    s.sendall(b"*%d\r\n"%len(w)+b"".join(b"$%d\r\n%s\r\n"%(len(x),x.encode()) for x in w)); return s.recv(999)
a=socket.create_connection(("localhost",6379));b=socket.create_connection(("localhost",6379))
for s,t in ((a,"MULTI"),(a,"SET visits 41"),(a,"INCR visits"),(b,"MULTI"),(b,"INCR visits"),(a,"EXEC"),(b,"EXEC")): print(t,c(s,*t.split()))
P
;;
esac
kill $P; cat /tmp/b-try.log | grep -v "A client has connected" | tail -5
