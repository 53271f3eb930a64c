from ed import snap
import re
S='streams.py'
old='''    if not options:
        return attempt() or NULL_ARRAY
    return attempt() or Wait(attempt, int(options[1]) / 1000)
'''
hint='''    if not options:
        return attempt() or NULL_ARRAY
    until = time.monotonic() + int(options[1]) / 1000
    with condition:
        while not (found := attempt()):
            left = until - time.monotonic()
            if left <= 0:
                return NULL_ARRAY
            condition.wait(left)
    return found
'''
for name,cond in (('29t','threading.Condition(lock)'),('29s','threading.Condition()')):
    snap('29',name,(S,old,hint),(S,"    store[key] = Entry(stream, math.inf)\n","    store[key] = Entry(stream, math.inf)\n    with condition:\n        condition.notify_all()\n"),
     (S,"SMALLEST = Id(0, 0)","condition = "+cond+"\n\nSMALLEST = Id(0, 0)"),(S,"import time\n","import time\nimport threading\n"),(S,"from waiting import Wait","from waiting import Wait, lock"))
# notify() of one only, end recomputed each time it is woken
snap('29','29r',('waiting.py','''    waiter.served.wait(wait.seconds)
''','''    while waiter.reply is None and bump.wait(wait.seconds):
        waiter.reply = waiter.attempt()
'''),('waiting.py','''    for waiter in waiters:
        waiter.try_again()''','''    bump.notify_all()'''),('waiting.py','lock = threading.Lock()','lock = threading.Lock()\nbump = threading.Condition(lock)'))
for n in (22,23,24,27,28,29,32,33,35,36,37,38,39,40):
    snap(str(n-1) if n!=36 else '35',f'{n}p')
# log of what arrives in 33
snap('33','33log',('main.py',"        while command := read_command(stream):\n","        import time, sys\n        while command := read_command(stream):\n            open('/work/wt/player-b/w/out/33log.cmds','a').write(f'{time.monotonic():.4f} {command}\\n')\n"))
