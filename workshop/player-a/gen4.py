import shutil
p='s/'
def sub(src,dst,*pairs):
    s=open(p+src+'.py').read()
    for a,b in pairs:
        assert a in s,(dst,a)
        s=s.replace(a,b,1)
    open(p+dst+'.py','w').write(s)
sub('09','09x',('''        while command := read_command(stream):
            with lock:
                reply = answer(command)
            connection.sendall(reply)''','''        while True:
            with lock:
                command = read_command(stream)
                if not command:
                    return
                reply = answer(command)
            connection.sendall(reply)'''))
sub('08','08x',('return b":%d\\r\\n" % number','return ":" + str(number) + "\\r\\n"'))
sub('08','08y',('return b":%d\\r\\n" % number','return b":%d" % number'))
def var(base,new,file,*pairs):
    shutil.copytree(p+base,p+new,dirs_exist_ok=True)
    s=open(f'{p}{new}/{file}').read()
    for a,b in pairs:
        assert a in s,(new,a)
        s=s.replace(a,b,1)
    open(f'{p}{new}/{file}','w').write(s)
var('m21','m21t','streams.py',('''    new = parse(id)
    if new == (0, 0):
        return error(ZERO)
    stream = store.find(key)
    if stream is None:
        stream = Stream()
        store.put(key, stream)
''','''    new = parse(id)
    stream = store.find(key)
    if stream is None:
        stream = Stream()
        store.put(key, stream)
    if new == (0, 0):
        return error(ZERO)
'''))
# 19: the lock and `store` left in main.py, and imported from there
var('m19','m19m','main.py',('from waiting import Waiter, lock','from waiting import Waiter\nfrom base import lock'))
