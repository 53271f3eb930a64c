#!/bin/bash
# usage: makebase.sh RUNTIME: into /tmp/dbg/cache, imported under a name of its own
set -e
s=/tmp/dbg/setup.sh
sed -e 's|^here=.*|here=/work/wt/debug|' -e 's|^cache=.*|cache=/tmp/dbg/cache|' -e 's|^base_label|take_private() { base=codealong-debug-base:${1#python-}; }\nbase_label|' -e 's|^take_runtime "\$runtime"|take_runtime "$runtime"; base=codealong-debug-base:${runtime#python-}|' -e 's|limited 300 docker pull --quiet "\$1"|false|' /work/wt/debug/scripts/setup-docker.sh > $s
mkdir -p /tmp/dbg/cache
sh $s --runtime $1 --base-only
