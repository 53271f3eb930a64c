#!/bin/sh
# Builds the image in which programs and their tests run. Where python:3.11-slim is neither here nor to be had from a
# registry, first makes a base with that name from Debian's packages (Debian or Ubuntu, as root).
#   scripts/setup-docker.sh              base if needed, then the image
#   scripts/setup-docker.sh --base-only  base if needed
set -eu

base=python:3.11-slim
image=codealong-python-runner
suite=bookworm
packages=python3,python3-pytest,tzdata
recipe=1 # raise it when what goes into the base changes: older files in the cache are then left aside

here=$(cd "$(dirname "$0")/.." && pwd)
cache="$here/.cache"

say() { printf '%s\n' "setup-docker: $*"; }
fail() { say "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# At most $1 seconds, where the machine has a command for that.
limited() {
  if has timeout; then timeout "$@"; else shift; "$@"; fi
}

# What apt is told about proxies, time-outs and checks, as apt writes it: mmdebstrap starts from a blank configuration.
apt_options() {
  apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries|ForceIPv|Languages)' || true
}

# The archives that this machine already uses, one line each, asked for the base's release instead of the machine's own.
apt_sources() {
  own=$1
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v own="$own" -v suite="$suite" '
      $4 == "main" && ($3 == own || $3 == own "-updates" || $3 == own "-security") && !seen[$2, $3]++ {
        sub("^" own, suite, $3); print $1, $2, $3, $4 }'
}

# Debian's own sources are taken over; elsewhere (Ubuntu) mmdebstrap knows where Debian is.
write_sources() {
  . /etc/os-release
  [ "${ID:-}" = debian ] || { : > "$1"; return 0; }
  apt_sources "$VERSION_CODENAME" > "$1"
  if [ ! -s "$1" ]; then # indextargets is silent before the first update
    apt-get update -qq && apt_sources "$VERSION_CODENAME" > "$1"
  fi
}

# Packages of the host's release cannot be mixed in: only this one suite is asked for.
make_tarball() {
  has mmdebstrap || fail "mmdebstrap is missing. Install it: apt-get update && apt-get install -y mmdebstrap"
  [ "$(id -u)" = 0 ] || fail "Making the base from Debian's packages needs root. Run this script with sudo."
  work=$(mktemp -d "$cache/base.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  write_sources "$work/sources.list"
  apt_options > "$work/acquire.conf"
  set -- # further arguments: the sources, if there are any
  [ ! -s "$work/sources.list" ] || set -- "$work/sources.list"
  # No /dev: the engine makes its own. Neither proxies nor mirrors stay inside.
  # shellcheck disable=SC2016  # $1 is for the hook's shell
  mmdebstrap --quiet --variant=essential --include="$packages" --skip=output/dev \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --aptopt="$work/acquire.conf" \
    --aptopt='Dir::Etc::netrc "/etc/apt/auth.conf"' --aptopt='Dir::Etc::netrcparts "/etc/apt/auth.conf.d"' \
    --customize-hook='rm -f "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
    --customize-hook='echo debian > "$1"/etc/codealong-base' \
    "$suite" "$work/base.tar" "$@" </dev/null || fail "Debian's packages could not be fetched; see the lines above."
  mv "$work/base.tar" "$tarball"
}

make_base() {
  mkdir -p "$cache"
  tarball="$cache/base-$suite-$(dpkg --print-architecture)-$recipe.tar"
  say "*** No registry answered for $base. Making a base from Debian $suite instead, and tagging it $base."
  say "*** Its Python and pytest are Debian's; the step that installs pytest by pip is not run."
  if [ -s "$tarball" ]; then say "Using ${tarball#"$here/"}, made before."; else make_tarball; fi
  docker import --change 'LABEL codealong.base=debian' --change 'CMD ["python3"]' "$tarball" "$base" >/dev/null
  say "The base is there: $base (label codealong.base=debian)."
}

ensure_base() {
  if docker image inspect "$base" >/dev/null 2>&1; then
    if [ "$(docker image inspect --format '{{index .Config.Labels "codealong.base"}}' "$base")" = debian ]; then
      say "$base is here; it is the base that this script made from Debian $suite."
    fi
  elif limited 300 docker pull --quiet "$base"; then
    say "$base came from a registry."
  elif has apt-get && has dpkg; then
    make_base
  else
    fail "No registry answers, and this is not Debian. Load $base from a machine that has it: docker save, docker load."
  fi
}

has docker || fail "The docker command is missing. 'node scripts/setup.mjs' installs it or says how."
docker version >/dev/null 2>&1 || fail "No Docker engine answers. 'node scripts/setup.mjs' starts one or says how."
ensure_base
[ "${1:-}" = --base-only ] && exit 0
cd "$here"
docker build -t "$image" ./docker
