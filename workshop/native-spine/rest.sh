#!/bin/bash
# one turn of h light for all
export WITHIN=1
cd /work/wt/native-spine
./all.sh 18 24 25 26 > all3.log 2>&1
bash cumulative.sh 34 31 28 26 23 17 16 12 > cum2.log 2>&1
