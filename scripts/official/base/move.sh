#!/bin/sh
# Moves Debian's Python to where the official images have theirs, makes it behave like one from there, and installs pip.
set -eu

version=$(python3 -I -c 'import sys; print(*sys.version_info[:2], sep=".")')
lib=/usr/local/lib/python$version
wheels=/usr/share/python-wheels

rm -rf "$lib" # it has an empty folder for packages
mkdir -p /usr/local/bin /usr/local/lib
cp "/usr/bin/python$version" /usr/local/bin/
cp -r "/usr/lib/python$version" /usr/local/lib/
rm -rf /usr/bin/python3* /usr/lib/python3* /etc/python3* /usr/share/python3 /etc/codealong-base
find "$lib" -name __pycache__ -prune -exec rm -rf {} +
rm -f "$lib/sitecustomize.py" "$lib/EXTERNALLY-MANAGED"
ln -s "python$version" /usr/local/bin/python3
ln -s python3 /usr/local/bin/python

# Debian's additions: another place for the packages that pip installs, and another name for it, which is compiled into Python.
mkdir -p "$lib/site-packages"
ln -s site-packages "$lib/dist-packages"
for file in "$lib/sysconfig.py" "$lib/sysconfig/__init__.py"; do # a folder since 3.12
  [ ! -f "$file" ] || sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" "$file"
done

PYTHONPATH=$(echo $wheels/pip-*.whl) python3 -m pip install --quiet --no-index --no-deps --ignore-installed \
  --root-user-action=ignore $wheels/pip-*.whl
printf '[global]\nno-index = true\nfind-links = %s\n' "$wheels" > /etc/pip.conf

# What a base may bring along, and an image of ours must not have.
cd /usr/share
touch of-another of-a-group for-all set-user
chown 1234 of-another
chgrp 50 of-a-group
chmod 666 for-all
chmod 6755 set-user
