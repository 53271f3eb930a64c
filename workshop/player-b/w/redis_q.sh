# questions to the genuine server
redis-server --port 6379 --save "" --daemonize no >/dev/null 2>&1 & R=$!
sleep 1
q() { echo "> $*"; redis-cli "$@"; }
q XADD s 5-3 a b; q XADD s '0-*' a b; q XADD s '4-*' a b
q SET n 007; q INCR n; q SET n '+5'; q INCR n; q SET n ' 5'; q INCR n; q SET n '-0'; q INCR n; q SET n ''; q INCR n
q SET t 7 PX 60000; q INCR t; q PTTL t
printf 'MULTI\nMULTI\nFOO\nEXEC\nEXEC\n' | redis-cli
q XREAD block 0 streams s 0-0
q XADD w 5 a b
q XADD w '*-*' a b
q XRANGE s + -
q XREAD STREAMS s 5
q XREAD STREAMS s +
kill $R
