import sys,shutil,pathlib
W=pathlib.Path('/work/wt/player-b/w')
def snap(src,dst,*edits):
    """edits: (file, old, new); old None = append"""
    d=W/dst
    if d.exists(): shutil.rmtree(d)
    shutil.copytree(W/src,d,ignore=shutil.ignore_patterns('__pycache__'))
    for f,old,new in edits:
        p=d/f; t=p.read_text() if p.exists() else ''
        if old is None: t=t.rstrip('\n')+'\n\n\n'+new if t else new
        else:
            assert t.count(old)==1,(dst,f,old,t.count(old))
            t=t.replace(old,new)
        p.write_text(t)
