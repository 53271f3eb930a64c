#!/bin/sh
# A runtime in front of the real one, for a machine whose root may not raise limits (a container, some sandboxes). Podman wants more
# processes and open files for every container than such a root may give, and then none starts. scripts/podman/service.mjs fills in
# what stands between @ signs, since the program that calls a runtime hands on no environment.
set -eu

# cut FILE: takes Podman's wish for processes out, and cuts its wish for open files to what this machine has.
cut() {
  [ ! -f "$1" ] || sed -i \
    -e 's/{"type":"RLIMIT_NPROC"[^}]*},//g' \
    -e 's/,\{0,1\}{"type":"RLIMIT_NPROC"[^}]*}//g' \
    -e 's/"RLIMIT_NOFILE","hard":1048576,"soft":1048576/"RLIMIT_NOFILE","hard":@NOFILE@,"soft":@NOFILE@/g' "$1"
}

before=
for word do
  case $before in
    --bundle | -b) cut "$word/config.json" ;;
    --process | -p) cut "$word" ;;
  esac
  before=$word
done
exec @RUNTIME@ "$@"
