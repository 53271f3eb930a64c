#!/bin/sh
# Adds what the runner needs to the base: pytest, two users, a fixed path for python3, mount points.
set -eu

# The first python3 on the path is the base's own: /usr/local/bin in python:3.11-slim, /usr/bin in Debian.
python=$(command -v python3)

# The base's pytest is kept; only a base without one needs the package index. An older pytest warns, or breaks, in a newer Python.
if ! "$python" -I -c 'import pytest' 2>/dev/null; then
  case $("$python" -I -c 'import sys; print(sys.version_info >= (3, 14))') in
    True) releases='pytest==9.1.1 pluggy==1.6.0 iniconfig==2.1.0 packaging==26.2 pygments==2.20.0' ;;
    *) releases='pytest==8.3.5 pluggy==1.5.0 iniconfig==2.0.0 packaging==24.2' ;;
  esac
  # shellcheck disable=SC2086  # several words
  "$python" -I -m pip install --no-cache-dir --no-deps --no-compile --root-user-action=ignore $releases
fi

# Mount points: the root is read-only at run time, so they must exist before.
mkdir -p /work /grader /run/codealong/meeting /tools /tmp /opt/codealong/lib
chmod 755 /work /grader /run /run/codealong /run/codealong/meeting /tools /opt /opt/codealong /opt/codealong/lib
chmod 1777 /tmp

# The debugger: pydevd, as Debian packs it or as debugpy brings it along (EPL-1.0, see LICENSE). In a folder that no interpreter looks into
# by itself (runner/debuggee.py). Without it the image is whole, and nothing can be debugged in it.
debugger=/opt/codealong/debugger
mkdir "$debugger"
from=$("$python" -I -c 'import importlib.util as u; found = u.find_spec("pydevd"); print(found.origin if found else "")')
if [ -n "$from" ]; then
  for one in "$(dirname "$from")"/pydev* "$(dirname "$from")"/_pydev* "$(dirname "$from")"/bytecode; do
    [ ! -e "$one" ] || mv "$one" "$debugger"
  done
  cp /usr/share/doc/python3-pydevd/copyright "$debugger" || true
elif "$python" -I -m pip install --no-cache-dir --no-deps --no-compile --root-user-action=ignore --retries 1 --timeout 20 \
  --target /build/debugpy debugpy==1.8.20; then
  mv /build/debugpy/debugpy/_vendored/pydevd/* "$debugger"
else
  echo 'No debugger can be had: nothing can be debugged in this image.' >&2
fi
rm -rf "$debugger"/*.egg-info "$debugger"/__pycache__

# The names of users are links, because each sandbox has user ids of its own, and its grader writes them (runner/users.py).
ln -sf /run/codealong/meeting/passwd /etc/passwd
ln -sf /run/codealong/meeting/group /etc/group

# Every interpreter that is not isolated runs the stub first: see runner/stub.py. The runner's own interpreters are isolated.
# Up to Python 3.14 by a line that is executed. From 3.15 on a .start file beside it takes that line's place, and from 3.18 on
# such lines are ignored (PEP 829). The module takes itself out again, so that a program finds nothing new among its modules.
packages=$("$python" -I -c 'import pathlib, pytest; print(pathlib.Path(pytest.__file__).parent.parent)')
cat > "$packages/codealong.pth" <<'END'
import sys; sys.flags.isolated or exec(open("/opt/codealong/runner/stub.py", "rb").read(), {})
END
echo '_codealong_start:start' > "$packages/codealong.start"
cat > "$packages/_codealong_start.py" <<'END'
import sys


def start() -> None:
    del sys.modules[__name__]
    if not sys.flags.isolated:
        with open("/opt/codealong/runner/stub.py", "rb") as stub:
            exec(stub.read(), {})
END

# The host and the runner use this path for python3, whatever the base.
ln -s "$(readlink -f "$python")" /opt/codealong/python
