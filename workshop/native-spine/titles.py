import json, pathlib, re
root = pathlib.Path("/work/wt/r42/courses/redis"); c = root / "course.json"; t = c.read_text()
for i, s in enumerate(json.loads(t)["steps"], 1):
    f = root / "steps" / f"{i:02}-{s['id']}" / "README.md"
    if f.exists():
        head = f.read_text().splitlines()[0].removeprefix("# ").replace("`", "")
        if head != s["title"]:
            print(s["title"], "->", head)
            t = t.replace(f'"id": "{s["id"]}", "title": {json.dumps(s["title"])}', f'"id": "{s["id"]}", "title": {json.dumps(head)}')
c.write_text(t)
