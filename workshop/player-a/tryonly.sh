cd /work/wt/player-a
t() { echo "=== $1"; bash tryit.sh /work/wt/player-a/$1; }
t s/08.py <<X
RPUSH colors green
RPUSH animals cat
X
t s/09.py <<X
RPUSH colors green
RPUSH colors red
RPUSH animals cat
X
t s/10.py <<X
RPUSH colors green red blue
RPUSH colors yellow
RPUSH colors red red
X
t s/11.py <<X
RPUSH colors green red blue yellow
LRANGE colors 1 2
LRANGE colors 2 100
LRANGE nothing 0 1
X
t s/12.py <<X
RPUSH colors green red blue yellow
LRANGE colors -2 -1
LRANGE colors -100 0
X
t s/13.py <<X
LPUSH colors green
LPUSH colors red blue
LRANGE colors 0 -1
X
t s/14.py <<X
RPUSH colors green red blue
LLEN colors
LLEN nothing
X
t s/15.py <<X
RPUSH colors green red
LPOP colors
LPOP colors
LPOP colors
X
t s/16.py <<X
RPUSH colors green red blue
LPOP colors 2
LPOP colors 100
LPOP colors 2
X
echo "=== 17"; unshare -n sh -c 'ip link set lo up; python3 s/17.py >/dev/null 2>/tmp/pa.log & pid=$!; sleep 0.7; (redis-cli --no-raw BLPOP colors 0) & sleep 0.5; redis-cli --no-raw RPUSH colors green; sleep 0.3; kill -9 $pid; cat /tmp/pa.log'
t s/18.py <<X
BLPOP colors 1.5
RPUSH colors green
BLPOP colors 1.5
X
t s/m19/main.py <<X
SET color green
TYPE color
TYPE nothing
X
t s/m20/main.py <<X
XADD weather 1-1 temperature 36
XADD weather 1-2 temperature 35 humidity 95
TYPE weather
X
t s/m21/main.py <<X
XADD weather 5-1 temperature 36
XADD weather 5-1 temperature 37
XADD weather 0-0 temperature 37
X
echo "=== Ctrl+C with a waiting client that has left"
unshare -n sh -c 'ip link set lo up; python3 s/17.py >/dev/null 2>/tmp/pa.log & pid=$!; sleep 0.7; timeout 0.5 redis-cli BLPOP colors 0; redis-cli RPUSH colors green; echo "list now (green given to the one who left):"; redis-cli LRANGE colors 0 -1; timeout 0.4 redis-cli BLPOP other 0; kill -INT $pid; sleep 1; kill -0 $pid && echo "STILL RUNNING after Ctrl+C"; kill -9 $pid; cat /tmp/pa.log'
echo "=== Ctrl+C with an idle redis-cli connected, step 8"
unshare -n sh -c 'ip link set lo up; python3 s/08.py >/dev/null 2>/tmp/pa.log & pid=$!; sleep 0.7; (sleep 3 | redis-cli) & sleep 0.3; python3 -c "
import socket,time; c=socket.create_connection((\"localhost\",6379)); time.sleep(2)" & sleep 0.4; kill -INT $pid; sleep 0.7; kill -0 $pid && echo "STILL RUNNING after Ctrl+C"; kill -9 $pid; tail -3 /tmp/pa.log'
