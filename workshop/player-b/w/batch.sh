cd /work/wt/player-b/w; export WITHIN=1
w() { while [ -e /tmp/s28/BENCH ]; do sleep 2; done; }
go() { v=$1; n=${v:0:2}; [ -d $v ] || return; [ -s out/$v.txt ] && return; w
    /work/wt/native/run $n $v/main.py > out/$v.tmp 2>&1; echo "rc=$?" >> out/$v.tmp; mv out/$v.tmp out/$v.txt; }
case $1 in
1) for n in $(seq 22 42); do go $n; go ${n}x; done;;
2) for n in $(seq 22 42); do w; echo "=== $n"; unshare -n sh -c "ip link set lo up; bash tryit.sh $n" 2>&1; done > out/tryall.txt 2>&1
   unshare -n sh -c "ip link set lo up; bash redis_q.sh" > out/redis_q.txt 2>&1;;
3) for n in $(seq 22 42); do for s in p y; do go $n$s; done; done; go 33log;;
4) for n in $(seq 22 42); do for s in z v u t s r; do go $n$s; done; done;;
5) w; /work/wt/native/run 22-42 42/main.py > out/reg.txt 2>&1;;
esac
