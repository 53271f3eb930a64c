"""Builds solution/ of the steps 8–42 by replacements, each on top of the one before."""
import pathlib, shutil, sys

STEPS = pathlib.Path("/work/wt/r42/courses/redis/steps")
IDS = ("rpush rpush-more rpush-many lrange lrange-negative lpush llen lpop lpop-many blpop blpop-timeout type xadd xadd-order xadd-next xadd-auto "
       "xrange xrange-start xrange-end xread xread-many xread-block xread-block-forever xread-new incr incr-missing incr-text multi exec exec-empty "
       "queue exec-queue discard exec-errors many-transactions").split()
files = {"main.py": (STEPS / "07-expiry/solution/main.py").read_text()}
LAST = int(sys.argv[1]) if len(sys.argv) > 1 else 99
step = 7

def end():
    if step > 7:
        folder = STEPS / f"{step:02}-{IDS[step - 8]}" / "solution"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.py"):
            if old.name not in files: old.unlink()
        for name, text in files.items():
            if not (folder / name).exists() or (folder / name).read_text() != text: (folder / name).write_text(text)

def begin(number):
    global step
    end()
    if number > LAST: sys.exit()
    assert number == step + 1
    step = number

def edit(name, old, new):
    if old.startswith("\n"):
        old, new = old[1:-1], new[1:-1]
    assert files[name].count(old) == 1, (step, name, files[name].count(old), old)
    files[name] = files[name].replace(old, new)

def before(name, mark, new):
    edit(name, mark, new[1:-1] + "\n\n\n" + mark)

def case(name, call, after):
    """A line of the match statement, below the one of `after`."""
    global files
    text = files["main.py"]
    at = text.index(f'        case b"{after}":\n')
    at = text.index("\n", text.index("\n", at) + 1) + 1
    files["main.py"] = text[:at] + f'        case b"{name}":\n            return {call}\n' + text[at:]

exec(pathlib.Path(__file__).with_name("steps.py").read_text())
end()
