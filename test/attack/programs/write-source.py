import os

from kit import answer, attempt

for path in ("/work/main.py", "/work/kit.py"):
    attempt(f"writing {path}", os.open, path, os.O_WRONLY)
    attempt(f"cutting {path}", os.truncate, path, 0)
    attempt(f"removing {path}", os.unlink, path)
    attempt(f"moving {path}", os.rename, path, "/work/old.py")
    attempt(f"the mode of {path}", os.chmod, path, 0o777)
    with open("/work/new.py", "w") as file:
        file.write("print(0)")
    attempt(f"replacing {path}", os.replace, "/work/new.py", path)
attempt("the folder", os.rename, "/work", "/work2")
answer()
