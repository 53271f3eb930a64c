import json, os
names={'bookworm':'pydevd-2.9.5','trixie':'pydevd-3.3.0','forky':'pydevd-3.5.0'}
out='/work/wt/debug/test/unit/debug/recorded'; os.makedirs(out,exist_ok=True)
for s,n in names.items():
    p=f'/tmp/dbg/rec-{s}.raw'
    if not os.path.exists(p): print('no',p); continue
    b=open(p,'rb').read(); msgs=[]
    while b:
        head,sep,rest=b.partition(b'\r\n\r\n')
        k=int(head.split(b':')[1]); msgs.append(json.loads(rest[:k])); b=rest[k:]
    keep=[]
    for m in msgs:
        if m.get('command')=='initialize': m['body']={}
        if m.get('command')=='variables': m['body']['variables']=m['body']['variables'][:6]
        keep.append(m)
    open(f'{out}/{n}.ndjson','w').write(''.join(json.dumps(m,ensure_ascii=True)+'\n' for m in keep))
    print(n,len(keep),[ (m.get('command') or m.get('event')) for m in keep])
