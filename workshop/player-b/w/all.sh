cd /work/wt/player-b/w
go() { v=$1; n=${v:0:2}; [ -d $v ] || return; [ -s out/$v.txt ] && return
    /work/wt/native/run $n $v/main.py > out/$v.tmp 2>&1; echo "rc=$?" >> out/$v.tmp; mv out/$v.tmp out/$v.txt; }
for n in $(seq 22 42); do go $n; go ${n}x; done
for n in $(seq 22 42); do for s in p y z v u t s r; do go $n$s; done; done
go 33log
