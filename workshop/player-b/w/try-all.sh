cd /work/wt/player-b/w
for n in $(seq 22 42); do echo "=== $n"; /work/wt/h light unshare -n sh -c "ip link set lo up; bash tryit.sh $n" 2>&1; done > out/tryall.txt 2>&1
/work/wt/h light unshare -n sh -c "ip link set lo up; bash redis_q.sh" > out/redis_q.txt 2>&1
/work/wt/native/run 22-42 42/main.py > out/reg.txt 2>&1
