#!/bin/sh
# Builds the image in which programs and their tests run. If its base, such as python:3.11-slim, is neither local nor
# available from a registry, it first makes a base with that name from Debian's packages (Debian or Ubuntu, as root).
#   scripts/setup-docker.sh                   base if needed, then the image, of Python 3.11
#   scripts/setup-docker.sh --runtime ID      the same for another runtime, such as python-3.14
#   scripts/setup-docker.sh --base-only       base if needed; with --runtime ID that of another runtime
#   scripts/setup-docker.sh --is-current      looks only, also with the options above: 0 if the base is here and up to date, 1 if it is not
#   scripts/setup-docker.sh --runtimes        lists them: id, version, base, Debian's release and its packages; - where it has none
#   scripts/setup-docker.sh --reference-base  for authors: a small Debian with apt, on which a course's reference/ is built
#   scripts/setup-docker.sh --system SUITE FILE PACKAGES  for `npm run engines`: a whole system of these packages (with commas) as a tar file
set -eu

default=python-3.11 # built by the Dockerfile as it stands
reference_base=debian:bookworm-slim
recipe=2 # raise this when the contents of a base change: older files in the cache are then ignored, and older bases are made anew

here=$(cd "$(dirname "$0")/.." && pwd)
cache="$here/.cache"
runtimes="$here/docker/runtimes"

say() { printf '%s\n' "setup-docker: $*"; }
fail() { say "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# value FILE KEY: a text of a JSON file, and values FILE KEY: a list of texts, with commas. A machine may have neither jq nor Python. The
# schema of runtimes allows no text in which a quote could stand, and no key twice.
value() { tr '\n\r\t' '   ' < "$1" | sed -n 's/.*"'"$2"'" *: *"\([^"]*\)".*/\1/p'; }
values() { tr '\n\r\t' '   ' < "$1" | sed -n 's/.*"'"$2"'" *: *\[\([^]]*\)\].*/\1/p' | tr -d '" '; }

list_runtimes() {
  for file in "$runtimes"/*/runtime.json; do
    suite=$(value "$file" suite)
    printf '%s %s %s %s %s\n' "$(value "$file" id)" "$(value "$file" version)" "$(value "$file" base)" \
      "${suite:--}" "$([ -z "$suite" ] && echo - || values "$file" packages)"
  done
}

# Those that can be made of Debian's packages.
made_here() { list_runtimes | awk '$4 != "-" { print $1 }' | paste -sd ' ' -; }

# take_runtime ID: sets what belongs to it.
take_runtime() {
  found=$(list_runtimes | awk -v id="$1" '$1 == id')
  [ -n "$found" ] || fail "There is no runtime $1. These are there: $(list_runtimes | awk '{ print $1 }' | paste -sd ' ' -)."
  # shellcheck disable=SC2086  # five words
  set -- $found
  runtime=$1 version=$2 base=$3 suite=$4 packages=$5
  image=codealong-$1-runner
  [ "$1" != "$default" ] || image=codealong-python-runner
}

# Runs a command for at most $1 seconds, if the machine has `timeout`.
limited() {
  if has timeout; then timeout "$@"; else shift; "$@"; fi
}

# apt's settings for proxies, time-outs and checks, in apt's own format: mmdebstrap starts from a blank configuration.
apt_options() {
  apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries|ForceIPv|Languages)' || true
}

# The package archives of this machine, one per line, with the base's release instead of the machine's own.
apt_sources() {
  own=$1
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v own="$own" -v suite="$suite" '
      $4 == "main" && ($3 == own || $3 == own "-updates" || $3 == own "-security") && !seen[$2, $3]++ {
        sub("^" own, suite, $3); print $1, $2, $3, $4 }'
}

# On Debian the machine's own sources are used. Elsewhere (Ubuntu) mmdebstrap knows Debian's.
write_sources() {
  . /etc/os-release
  [ "${ID:-}" = debian ] || { : > "$1"; return 0; }
  apt_sources "$VERSION_CODENAME" > "$1"
  if [ ! -s "$1" ]; then # indextargets prints nothing before the first update
    apt-get update -qq && apt_sources "$VERSION_CODENAME" > "$1"
  fi
}

# make_tarball FILE ARGUMENT…: makes a file system from Debian's packages; the arguments go to mmdebstrap.
# Only this one suite is used, so packages of the host's release cannot be mixed in.
make_tarball() {
  file=$1; shift
  has mmdebstrap || fail "mmdebstrap is missing. Install it: apt-get update && apt-get install -y mmdebstrap"
  [ "$(id -u)" = 0 ] || fail "Making the base from Debian's packages needs root. Run this script with sudo."
  work=$(mktemp -d "$cache/base.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  write_sources "$work/sources.list"
  apt_options > "$work/acquire.conf"
  set -- "$@" "$suite" "$work/base.tar"
  [ ! -s "$work/sources.list" ] || set -- "$@" "$work/sources.list"
  # No /dev: the engine makes its own.
  mmdebstrap --quiet --skip=output/dev --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt="$work/acquire.conf" --aptopt='Dir::Etc::netrc "/etc/apt/auth.conf"' \
    --aptopt='Dir::Etc::netrcparts "/etc/apt/auth.conf.d"' "$@" </dev/null ||
    fail "Debian's packages could not be fetched; see the lines above."
  mv "$work/base.tar" "$file"
}

# The debugger, which docker/install.sh looks for. Its package wants gdb and a measure of coverage, which nothing here uses: only its files
# are taken, and those of python3-bytecode, which bookworm's needs. A release without it makes a base in which nothing can be debugged.
# shellcheck disable=SC2016  # $1 is for the hook's shell
take_debugger='took=$(mktemp -d) && chmod 755 "$took" && cd "$took" && export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG"
  if apt-get download --quiet python3-pydevd $(apt-cache depends python3-pydevd | grep -o "python3-bytecode$"); then
    for deb in *.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$1" --wildcards "./usr/lib/python3/*" "./usr/share/doc/*/copyright"; done
  else echo "No python3-pydevd here: nothing can be debugged on this base." >&2; fi
  rm -rf "$took"'

# The base of our image. It keeps neither proxies nor mirrors. A release in the making may have moved on to the next Python.
# shellcheck disable=SC2016  # $1 is for the hook's shell
make_runner_tarball() {
  make_tarball "$1" --variant=essential --include="$packages" \
    --customize-hook='has=$(chroot "$1" python3 -I -c "import sys; print(*sys.version_info[:2], sep=\".\")"); [ "$has" = '"$version"' ] ||
      { echo "Debian '"$suite"' has Python $has, and '"$runtime"' is wanted." >&2; exit 1; }' \
    --customize-hook="$take_debugger" \
    --customize-hook='rm -f "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
    --customize-hook='echo debian > "$1"/etc/codealong-base'
}

# With apt, and with this machine's mirrors and proxies (not with their passwords): a Dockerfile installs packages on it, and only
# what it copies from there reaches another image. As small as the official one.
make_reference_tarball() {
  trusted=/etc/ssl/certs/ca-certificates.crt # a mirror may use https
  file=$1
  set -- --variant=apt --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*'
  # shellcheck disable=SC2016  # $1 is for the hook's shell
  [ ! -s "$trusted" ] ||
    set -- "$@" --customize-hook='mkdir -p "$1"/etc/ssl/certs' --customize-hook="upload $trusted $trusted"
  make_tarball "$file" "$@"
}

# import_tarball NAME FILE MAKER COMMAND: makes an image from that file of the cache. Makes the file first if it is missing.
import_tarball() {
  mkdir -p "$cache"
  tarball="$cache/$2-$suite-$(dpkg --print-architecture)-$recipe.tar"
  if [ -s "$tarball" ]; then say "Using ${tarball#"$here/"} of $(date -r "$tarball" +%Y-%m-%d)."; else "$3" "$tarball"; fi
  docker import --change 'LABEL codealong.base=debian' --change "LABEL codealong.base.recipe=$recipe" --change "CMD [\"$4\"]" \
    "$tarball" "$1" >/dev/null || fail "The engine did not take ${tarball#"$here/"}; see the lines above."
  say "The base is ready: $1 (label codealong.base=debian)."
}

make_runner_base() {
  [ "$suite" != - ] ||
    fail "No registry answers for $base, and Debian has no release with Python $version. These can be made here: $(made_here)."
  say "*** No registry answered for $base. Making a base from Debian $suite instead, and tagging it $base."
  say "*** Its Python and pytest are Debian's; the step that installs pytest with pip is not run."
  import_tarball "$base" base make_runner_tarball python3
}

make_reference_base() {
  suite=bookworm
  say "*** No registry answered for $reference_base. Making one from Debian $suite instead, and tagging it $reference_base."
  say "*** It is for authors and tests only, and keeps the package sources that this machine uses."
  import_tarball "$reference_base" reference-base make_reference_tarball sh
}

# For a machine of its own, not for a container. It needs no engine.
make_system_tarball() {
  suite=$1
  mkdir -p "$cache"
  make_tarball "$2" --variant=minbase --include="$3" --customize-hook='rm -f "$1"/etc/apt/apt.conf.d/99mmdebstrap'
}

label() { docker image inspect --format "{{index .Config.Labels \"$2\"}}" "$1"; }
is_made_here() { [ "$(label "$1" codealong.base)" = debian ]; }
is_old() { is_made_here "$1" && [ "$(label "$1" codealong.base.recipe)" != "$recipe" ]; }

is_current() { docker image inspect "$1" >/dev/null 2>&1 && ! is_old "$1"; }
first_layer() { docker image inspect --format '{{index .RootFS.Layers 0}}' "$1"; }

# renew NAME COMMAND: makes a base anew that an older version of this script made: it lacks what has been added since. Where that cannot
# be done it stays.
renew() {
  say "$1 is here, made by an older version of this script. Making it anew."
  old=$(docker image inspect --format '{{.Id}}' "$1")
  # A subshell, because a maker that fails ends its shell.
  if ("$2"); then
    forget_images "$(first_layer "$old")"
    docker rmi "$old" >/dev/null 2>&1 || true
  else
    say "*** The old base stays. What newer bases have added is missing there, such as the debugger."
  fi
}

# forget_images LAYER: removes our images on this layer. They are known by their sources, which have not changed, so they would stay in use.
forget_images() {
  for built in $(docker images --format '{{.Repository}}:{{.Tag}}' | grep codealong- || true); do
    [ "$(first_layer "$built")" = "$1" ] || continue
    if docker rmi "$built" >/dev/null; then say "Removed $built, which was built on the old base."; fi
  done
}

# ensure NAME COMMAND: finds the image locally, pulls it, or makes it with this command.
ensure() {
  if docker image inspect "$1" >/dev/null 2>&1; then
    is_made_here "$1" || return 0
    if is_old "$1"; then renew "$1" "$2"; else say "$1 is here; it is the base that this script made from Debian's packages."; fi
  elif limited 300 docker pull --quiet "$1"; then
    say "$1 came from a registry."
  elif has apt-get && has dpkg; then
    "$2"
  else
    fail "No registry answers, and this is not Debian. Load $1 from a machine that has it: docker save, docker load."
  fi
}

build_image() {
  cd "$here"
  if [ "$runtime" = "$default" ]; then
    docker build -t "$image" ./docker
    return
  fi
  set -- --build-arg "BASE_IMAGE=$base" --label "codealong.runtime=$runtime"
  ! is_made_here "$base" || set -- "$@" --label codealong.base=debian
  docker build "$@" -t "$image" ./docker
}

want=image
runtime=$default
looks=no
while [ $# -gt 0 ]; do
  case $1 in
  --base-only) want=base ;;
  --reference-base) want=reference ;;
  --is-current) looks=yes ;;
  --runtimes) list_runtimes; exit 0 ;;
  --system)
    [ $# = 4 ] || fail "--system wants a release of Debian, a file and the names of packages."
    make_system_tarball "$2" "$3" "$4"
    exit 0
    ;;
  --runtime)
    [ $# -gt 1 ] || fail "--runtime wants an id, such as $default."
    shift
    runtime=$1
    ;;
  *) fail "There is no option $1. The first lines of this script say what there is." ;;
  esac
  shift
done
take_runtime "$runtime"

has docker || fail "The docker command is missing. 'node scripts/setup.mjs' installs it or says how."
docker version >/dev/null 2>&1 || fail "No Docker engine answers. 'node scripts/setup.mjs' starts one or says how."
if [ "$looks" = yes ]; then
  [ "$want" != reference ] || base=$reference_base
  is_current "$base" || exit 1
  exit 0
fi
if [ "$want" = reference ]; then
  ensure "$reference_base" make_reference_base
  exit 0
fi
ensure "$base" make_runner_base
[ "$want" = base ] || build_image
