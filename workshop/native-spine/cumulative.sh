#!/bin/bash
S=/work/wt/r42/courses/redis/steps
for n in $@; do
  d=$(echo $S/$(printf %02d $n)-*)
  echo "$n: $(/work/wt/native/run 1-$n $d/solution > /tmp/cum-$n.log 2>&1; tail -1 /tmp/cum-$n.log)"
done
