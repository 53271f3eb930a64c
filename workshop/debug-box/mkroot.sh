#!/bin/bash
# mkroot.sh SUITE: a root as the image has it, from the base's tar file
set -e
s=$1; r=/tmp/dbg/root-$s
if [ ! -e $r.system ]; then
  rm -rf $r; mkdir -p $r; tar -x -C $r -f /tmp/dbg/cache/base-$s-amd64-2.tar
  mkdir -p $r/build $r/dev; cp /work/wt/debug/docker/{install.sh,prune.sh,compile.py} $r/build
  mount --bind /dev $r/dev
  chroot $r sh -c 'sh /build/install.sh && sh /build/prune.sh && /opt/codealong/python -I -B /build/compile.py && rm -rf /build' || { umount $r/dev; exit 1; }
  umount $r/dev
  touch $r.system
fi
rm -rf $r/opt/codealong/runner $r/opt/codealong/lib/codealong
cp -r /work/wt/debug/docker/runner $r/opt/codealong/; mkdir -p $r/opt/codealong/lib; cp -r /work/wt/debug/docker/codealong $r/opt/codealong/lib/
mkdir -p $r/build; cp /work/wt/debug/docker/compile.py $r/build; chmod -R u=rwX,go=rX $r/opt/codealong
chroot $r /opt/codealong/python -I -B /build/compile.py /opt/codealong; rm -rf $r/build
ls $r/opt/codealong/debugger | head -30; du -sh $r/opt/codealong/debugger $r
