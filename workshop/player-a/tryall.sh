cd /work/wt/player-a
timeout 300 bash batchA.sh
timeout 120 bash tryonly.sh
