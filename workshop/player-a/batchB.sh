cd /work/wt/player-a; export WITHIN=1
unshare -n sh -c 'ip link set lo up; timeout 60 python3 ctrlc.py' > ctrlc.out 2>&1
timeout 200 ./sweep s/17h.py 17 s/17s.py 17 s/17r.py 17 s/09x.py 9 s/08x.py 8 s/08y.py 8 s/09.py 10 s/m19m/main.py 17 s/11x.py 11 s/12x.py 12 s/12y.py 12 s/14x.py 14 s/15x.py 15 s/15y.py 15 s/16x.py 16 s/17x.py 17 s/17y.py 17 s/17z.py 17 s/17v.py 17 s/17u.py 17 s/17t.py 17 s/18x.py 18 s/18y.py 18 s/18z.py 18 s/18v.py 18 s/17.py 18 s/19x.py 19 s/19y.py 19 s/19z.py 19 s/m20x/main.py 20 s/m21x/main.py 21 s/m21y/main.py 21 s/m21z/main.py 21 s/m21v/main.py 21 s/m21u/main.py 21 s/m21t/main.py 21  > B.out 2>&1
timeout 100 ./sweep s/m21/main.py 8-21 > R.out 2>&1
