#!/bin/bash
# each suite against solution N (must pass) and N-1 (must fail); then 1-N against N for chosen N
S=/work/wt/r42/courses/redis/steps
for n in ${@:-$(seq 8 42)}; do
  d=$(echo $S/$(printf %02d $n)-*); p=$(echo $S/$(printf %02d $((n-1)))-*)
  ls $d/test_*.py >/dev/null 2>&1 || continue
  a=$(/work/wt/native/run $n $d/solution 2>&1 | tail -1); 
  b=$(/work/wt/native/run $n $p/solution 2>&1 | tail -1)
  echo "$n: $a   | prev: $b"
done
