"""Unpacks the wheels of a course into one folder of the image. There is no pip here, and nothing of a package is run.

A wheel is a zip archive with a list of its files and their hashes. The last line of what this writes is a record for the host
(src/run/package-refusals.ts) when a package is refused.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import platform
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from compileall import compile_dir
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from py_compile import PycInvalidationMode
from typing import NamedTuple

from packaging.markers import UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.tags import sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion

WHEELS = Path("/build/wheels")
TARGET = Path("/opt/codealong/packages")
#: Of all wheels together; the twin of PACKED_MAX_BYTES in src/course/packages/read-packages.ts. Those that pip fetched count, too.
PACKED_MAX = 50 * 1024 * 1024
#: Of all packages together, unpacked.
BYTES_MAX = 200 * 1024 * 1024
FILES_MAX = 20_000
SHOWN_MAX = 150
#: Ways of packing of which a part can be unpacked at a time. Of the others, 600 bytes may become more than a machine has.
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PART = 1024 * 1024
#: Python runs these by itself when it starts, from a folder that it looks into for packages.
STARTED = ("sitecustomize", "usercustomize")
#: Parts of a wheel's data that are packages too. Commands, headers and other data are left out.
IN_PACKAGES = ("purelib", "platlib")


class Refused(Exception):
    def __init__(self, code: str, **args: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.args_of = {name: value[:SHOWN_MAX] if isinstance(value, str) else value for name, value in args.items()}


class Wheel(NamedTuple):
    file: Path
    package: str
    version: str
    #: The place of its best tag among those of this interpreter; None if none fits.
    rank: int | None


class Entry(NamedTuple):
    """A file of a wheel: its name in the archive, and below the folder of packages (None: not unpacked)."""

    info: zipfile.ZipInfo
    target: PurePosixPath | None


class Installer:
    def __init__(self) -> None:
        self._bytes = 0
        self._files = 0
        self._from: dict[PurePosixPath, str] = {}
        self.versions: dict[str, str] = {}
        self.needs: list[tuple[str, Requirement]] = []

    def install(self, wheel: Wheel) -> None:
        try:
            with zipfile.ZipFile(wheel.file) as archive:
                self._unpack(wheel, archive)
        except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
            raise Refused("wheel-no-zip", wheel=wheel.file.name, why=f"{error}") from error

    def _unpack(self, wheel: Wheel, archive: zipfile.ZipFile) -> None:
        entries = list(self._entries(wheel, archive))
        info = self._info_folder(wheel, entries)
        self._bound(entries)
        recorded = self._recorded(wheel, archive, info)
        for entry in entries:
            data = read(archive, entry.info)
            self._check(wheel, entry.info.filename, data, recorded, info)
            if entry.target is not None:
                self._write(wheel, entry.target, data)
        self._take_metadata(wheel, read(archive, archive.getinfo(f"{info}/METADATA")).decode("utf-8", "replace"))

    def _entries(self, wheel: Wheel, archive: zipfile.ZipFile) -> Iterator[Entry]:
        seen = set()
        for info in archive.infolist():
            name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
            parts = name.rstrip("/").split("/")
            if "\\" in info.orig_filename or "\0" in info.orig_filename or any(part in ("", ".", "..") for part in parts):
                raise Refused("wheel-path", wheel=wheel.file.name, path=info.orig_filename)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Refused("wheel-link", wheel=wheel.file.name, path=name)
            if info.compress_type not in PACKED_AS:
                raise Refused("wheel-no-zip", wheel=wheel.file.name, why=f"method {info.compress_type} of packing is not one of wheels")
            if name in seen:
                raise Refused("wheel-broken", wheel=wheel.file.name, path=name)
            seen.add(name)
            if not info.is_dir():
                yield Entry(info, self._target(wheel, PurePosixPath(name)))

    def _target(self, wheel: Wheel, path: PurePosixPath) -> PurePosixPath | None:
        if path.parts[0].endswith(".data"):
            path = PurePosixPath(*path.parts[2:]) if len(path.parts) > 2 and path.parts[1] in IN_PACKAGES else PurePosixPath()
        if not path.parts:
            return None
        first = path.parts[0]
        if first.split(".")[0].lower() in STARTED or (len(path.parts) == 1 and path.suffix.lower() in (".pth", ".start")):
            raise Refused("wheel-starts-code", wheel=wheel.file.name, path=str(path))
        return path

    def _info_folder(self, wheel: Wheel, entries: list[Entry]) -> str:
        """The one folder that describes the package, with the three files that it must have."""
        names = {entry.info.filename for entry in entries}
        folders = {name.split("/")[0] for name in names if name.split("/")[0].endswith(".dist-info")}
        folder = next(iter(folders)) if len(folders) == 1 else ""
        if canonicalize_name(folder.removesuffix(".dist-info").rpartition("-")[0]) != wheel.package:
            raise Refused("wheel-broken", wheel=wheel.file.name, path=folder or ".dist-info")
        for needed in ("WHEEL", "METADATA", "RECORD"):
            if f"{folder}/{needed}" not in names:
                raise Refused("wheel-broken", wheel=wheel.file.name, path=f"{folder}/{needed}")
        return folder

    def _bound(self, entries: list[Entry]) -> None:
        """What an archive says of its sizes is the most that is read of it."""
        self._files += len(entries)
        self._bytes += sum(entry.info.file_size for entry in entries)
        if self._bytes > BYTES_MAX or self._files > FILES_MAX:
            raise Refused("packages-unpacked-too-large", bytes=self._bytes, files=self._files, most_bytes=BYTES_MAX, most_files=FILES_MAX)

    def _recorded(self, wheel: Wheel, archive: zipfile.ZipFile, info: str) -> dict[str, str]:
        text = read(archive, archive.getinfo(f"{info}/RECORD")).decode("utf-8", "replace")
        try:
            return {row[0]: row[1] for row in csv.reader(io.StringIO(text)) if len(row) == 3}
        except csv.Error as error:
            raise Refused("wheel-broken", wheel=wheel.file.name, path=f"{info}/RECORD") from error

    def _check(self, wheel: Wheel, name: str, data: bytes, recorded: dict[str, str], info: str) -> None:
        if name in (f"{info}/RECORD", f"{info}/RECORD.jws", f"{info}/RECORD.p7s"):
            return
        method, _, wanted = recorded.get(name, "").partition("=")
        if method not in ("sha256", "sha384", "sha512"):
            raise Refused("wheel-broken", wheel=wheel.file.name, path=name)
        if base64.urlsafe_b64encode(hashlib.new(method, data).digest()).rstrip(b"=").decode() != wanted:
            raise Refused("wheel-broken", wheel=wheel.file.name, path=name)

    def _write(self, wheel: Wheel, path: PurePosixPath, data: bytes) -> None:
        other = self._from.setdefault(path, wheel.file.name)
        if other != wheel.file.name:
            raise Refused("packages-collide", path=str(path), wheel=wheel.file.name, other=other)
        file = TARGET / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "xb") as writing:
                writing.write(data)
        except OSError as error:
            raise Refused("wheel-broken", wheel=wheel.file.name, path=f"{path}: {error.strerror}") from error

    def _take_metadata(self, wheel: Wheel, text: str) -> None:
        headers = HeaderParser().parsestr(text)
        python = platform.python_version()
        try:
            asked = headers.get("Requires-Python", "")
            if not SpecifierSet(asked).contains(python, prereleases=True):
                raise Refused("package-interpreter", package=wheel.package, needs=asked, version=python)
            for line in headers.get_all("Requires-Dist", []):
                self.needs.append((wheel.package, Requirement(line)))
        except (InvalidSpecifier, InvalidRequirement) as error:
            raise Refused("wheel-broken", wheel=wheel.file.name, path=f"METADATA: {error}") from error
        self.versions[wheel.package] = wheel.version

    def check_needs(self) -> None:
        """Each package that another one needs must be there, since nothing can be installed later."""
        for package, need in self.needs:
            if not holds(need):
                continue
            found = self.versions.get(canonicalize_name(need.name))
            if found is None or not need.specifier.contains(found, prereleases=True):
                raise Refused("package-needs", package=package, needs=f"{need.name}{need.specifier}")


def read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """In parts, which end at the size that the archive says: at once, Python unpacks all that is there, and cuts it then."""
    with archive.open(info) as file:
        return b"".join(iter(lambda: file.read(PART), b""))


def holds(need: Requirement) -> bool:
    try:
        return need.marker is None or need.marker.evaluate({"extra": ""})
    except UndefinedEnvironmentName:
        return True


def wheels() -> dict[str, list[Wheel]]:
    """All that are there, by package."""
    ranks = {tag: rank for rank, tag in enumerate(sys_tags())}
    found: dict[str, list[Wheel]] = {}
    for file in sorted(WHEELS.glob("*.whl")):
        try:
            package, version, _, tags = parse_wheel_filename(file.name)
        except (InvalidWheelFilename, InvalidVersion) as error:
            raise Refused("wheel-name", file=file.name) from error
        rank = min((ranks[tag] for tag in tags if tag in ranks), default=None)
        found.setdefault(package, []).append(Wheel(file, package, str(version), rank))
    return found


def chosen(found: dict[str, list[Wheel]]) -> Iterator[Wheel]:
    """One wheel of each package: the one that fits best."""
    listed = {canonicalize_name(need.name): need for need in requirements()}
    for package in sorted({*found, *listed}):
        need = listed.get(package)
        if need is not None and not holds(need):
            continue
        if package not in found:
            raise Refused("wheel-missing", package=package)
        fitting = sorted((one for one in found[package] if one.rank is not None), key=lambda one: one.rank or 0)
        if not fitting:
            names = ", ".join(one.file.name for one in found[package])
            raise Refused("wheel-unfit", package=package, wheels=names, version=platform.python_version(), machine=platform.machine())
        yield fitting[0]


def requirements() -> Iterator[Requirement]:
    """The host has written them: one a line, hashes at its end."""
    for line in (WHEELS / "requirements.txt").read_text("utf-8").splitlines():
        if not line.strip():
            continue
        source = line.split(" --hash=")[0]
        try:
            yield Requirement(source)
        except InvalidRequirement as error:
            raise Refused("requirement-unread", source=source) from error


def install_all() -> None:
    installer = Installer()
    packed = sum(file.stat().st_size for file in WHEELS.glob("*.whl"))
    if packed > PACKED_MAX:
        raise Refused("packages-too-large", bytes=packed, most=PACKED_MAX)
    for wheel in chosen(wheels()):
        installer.install(wheel)
        print(f"{wheel.package} {wheel.version}", flush=True)
    installer.check_needs()


def main() -> None:
    os.umask(0o022)
    TARGET.mkdir()
    try:
        install_all()
    except Refused as error:
        print(json.dumps({"code": error.code, "args": error.args_of}), flush=True)
        sys.exit(1)
    # The root is read-only at run time. A file of a package that this Python cannot read is left as it is.
    compile_dir(TARGET, quiet=2, force=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


if __name__ == "__main__":
    main()
