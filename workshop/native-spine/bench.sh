ip link set lo up
python3 $1 >/dev/null 2>/tmp/spine-err & P=$!
sleep 1
redis-benchmark -t ping,set,get,incr,lpush,rpush,lpop -n 2000 -q 2>&1 | tr '\r' '\n' | grep -v "rps=" 
redis-cli <<X
ping
set color green
get color
type color
multi
incr a
get color
exec
xadd s * t 1
xrange s - +
xread streams s 0
blpop none 0.2
lrange none 0 -1
exec
info
X
printf 'GET color\nINCR a\n' | redis-cli --pipe 2>&1 | tail -3
kill $P
cat /tmp/spine-err | tail -20
