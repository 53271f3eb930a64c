"""wheels.py FOLDER NAME==VERSION …: wheels of installed packages, under the versions that are wanted. Not their releases, but their code."""

import base64
import hashlib
import sys
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

#: The names under which a package is imported, where they are not its own.
MODULES = {"pytest": ("pytest", "_pytest", "py.py")}


def files_of(name: str, version: str) -> dict[str, bytes]:
    found = distribution(name)
    root = Path(str(found.locate_file("")))
    tops = [root / module for module in MODULES.get(name, (name,))]
    paths = [path for top in tops for path in (top, *sorted(top.rglob("*"))) if path.is_file() and path.suffix != ".pyc"]
    info = f"{name}-{version}.dist-info"
    return {
        **{str(path.relative_to(root)): path.read_bytes() for path in paths},
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: codealong\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": (found.read_text("entry_points.txt") or "").encode(),
    }


def record_of(files: dict[str, bytes], own: str) -> bytes:
    """One line for each file, as installers check it: path, digest and size."""
    digests = {path: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode() for path, data in files.items()}
    lines = [f"{path},sha256={digests[path]},{len(data)}" for path, data in files.items()]
    return "\n".join([*lines, f"{own},,", ""]).encode()


def write(folder: Path, name: str, version: str) -> None:
    files = files_of(name, version)
    own = f"{name}-{version}.dist-info/RECORD"
    with ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, data in {**files, own: record_of(files, own)}.items():
            wheel.writestr(path, data)


out = Path(sys.argv[1])
out.mkdir(parents=True)
for wish in sys.argv[2:]:
    write(out, *wish.split("=="))
