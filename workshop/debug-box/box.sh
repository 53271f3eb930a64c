#!/bin/bash
# box.sh SUITE: the grader on stdin/stdout, with a launcher, in namespaces of their own, half a CPU
r=/tmp/dbg/root-$1
cg=/sys/fs/cgroup/cpu/dbgbox.$$
if mkdir -p $cg 2>/dev/null; then echo 250000 > $cg/cpu.cfs_period_us; echo 125000 > $cg/cpu.cfs_quota_us; echo $$ > $cg/cgroup.procs; fi
unshare --mount --net --pid --ipc --fork bash -c '
r=$1
ip link set lo up
mount -t proc proc $r/proc
mount -t tmpfs -o size=16m,mode=1777,uid=64001,gid=64001,noexec,nosuid,nodev t $r/work
mount -t tmpfs -o size=16m,mode=1777,uid=64001,gid=64001 t $r/tmp
mount -t tmpfs -o size=16m,mode=0700,uid=64001,gid=64001 t $r/grader
mount -t tmpfs -o size=64k,mode=0711,uid=64001,gid=64001 t $r/run/codealong/meeting
mount -t tmpfs -o size=4m,mode=0755,uid=64001,gid=64001,nosuid,nodev t $r/tools
mount --bind /dev $r/dev
mount -t devpts -o newinstance,ptmxmode=0666 devpts $r/dev/pts
chroot --userspec=64000:64000 $r /opt/codealong/python -I -B /opt/codealong/runner/launcher.py < /dev/null 2>/tmp/dbg/launcher.err &
exec chroot --userspec=64001:64001 $r /opt/codealong/python -I -B /opt/codealong/runner/grader.py 900 64000
' x $r
rmdir $cg 2>/dev/null
