#!/bin/sh
# Removes what a sandbox does not need: each tool that is gone is one less for hostile code to call.
# An allow-list decides which commands stay, so a base that adds new commands adds none to the image.
set -eu

# The shell and the commands that scripts expect beside it: programs may call them (os.system, subprocess with shell=True).
shells='sh dash bash'
coreutils='[ arch b2sum base32 base64 basename basenc cat cksum comm cp csplit cut date dd df dir dircolors dirname du
  echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir mkfifo
  mktemp mv nice nl nohup nproc numfmt od paste pathchk pr printenv printf ptx pwd readlink realpath rm rmdir seq
  sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee
  test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes chmod'
# Common commands of shell lines; programs for a terminal call `clear` and `tput`.
text='awk mawk grep egrep fgrep sed find xargs diff cmp tar gzip gunzip zcat which which.debianutils clear tput hostname'
# /usr/bin in Debian, /usr/local/bin in python:3.11-slim. python3-config (for compilers) and the rest are dropped.
python='python python3 python3.[0-9] python3.[0-9][0-9]'

kept() ( # is the command $1 on a list? In a subshell, for `set -f`: the lists' patterns are not file names
  set -f
  for name in $shells $coreutils $text $python; do
    case $1 in $name) return 0 ;; esac
  done
  return 1
)

drop() { # drop WHY PATH…
  shift
  rm -rf -- "$@"
}

# Removes everything in the command folders that is not on the lists: package managers, compilers, perl, su, mount, passwd,
# curl, wget, util-linux, pip.
for folder in /bin /sbin /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin; do
  [ -d "$folder" ] || continue
  for file in "$folder"/*; do
    case $file in */sbin/ldconfig) continue ;; esac # needed by ctypes.util.find_library
    kept "${file##*/}" || rm -f -- "$file"
  done
done

drop 'package managers: data and helpers' /var/lib/dpkg /var/lib/apt /usr/lib/apt /usr/lib/dpkg /usr/libexec/dpkg \
  /usr/share/dpkg /usr/share/debconf /var/cache/debconf /usr/share/python3 /usr/share/debianutils \
  /usr/lib/*/libapt-*.so* /etc/apt /etc/dpkg /etc/debconf.conf /var/lib/python /var/lib/pam /var/lib/ucf
drop 'perl' /usr/share/perl* /usr/lib/*/perl* /usr/lib/*/libperl.so* /usr/local/*/perl* /usr/local/lib/*/perl* /etc/perl
drop 'compilers, and what only they read' /usr/lib/gcc /usr/libexec/gcc /usr/include /usr/local/include \
  /usr/share/gcc* /usr/lib/*/pkgconfig /usr/local/lib/pkgconfig /usr/share/pkgconfig /usr/share/gdb
drop 'installers of Python packages' /usr/local/lib/python3*/ensurepip /usr/lib/python3*/ensurepip \
  /usr/share/python-wheels
for folder in /usr/local/lib/python3*/site-packages /usr/lib/python3/dist-packages /usr/local/lib/python3*/dist-packages; do
  drop 'the same, as packages' "$folder"/pip "$folder"/pip-* "$folder"/setuptools "$folder"/setuptools-* \
    "$folder"/wheel "$folder"/wheel-* "$folder"/pkg_resources "$folder"/_distutils_hack "$folder"/distutils-precedence.pth
done
for folder in /usr/local/lib/python3* /usr/lib/python3*; do
  drop "Python's own tests, editor and demos" "$folder"/test "$folder"/idlelib "$folder"/turtledemo "$folder"/lib2to3 \
    "$folder"/tkinter "$folder"/unittest/test "$folder"/ctypes/test "$folder"/distutils/tests
done
drop "Debian's hook for crash reports, which every start of Python looks for" /usr/lib/python3*/sitecustomize.py \
  /etc/python3*/sitecustomize.py
drop 'what a machine needs, and a sandbox does not: logins, services, schedules' /etc/pam.d /etc/pam.conf /etc/security \
  /etc/shadow* /etc/gshadow* /etc/passwd- /etc/group- /etc/sub?id* /etc/login.defs /etc/cron* /etc/systemd /etc/init.d \
  /etc/rc?.d /etc/skel /etc/default /etc/update-motd.d /etc/logrotate.d /etc/selinux /etc/kernel /usr/lib/systemd \
  /usr/lib/init /usr/lib/udev /usr/lib/pcrlock.d /usr/lib/tmpfiles.d /usr/lib/sysusers.d /usr/lib/*/security \
  /usr/share/pam* /usr/share/polkit-1 /usr/share/initramfs-tools
drop 'documentation and translations' /usr/share/doc /usr/share/man /usr/share/info /usr/share/locale /usr/share/lintian \
  /usr/share/bug /usr/share/common-licenses /usr/share/doc-base /usr/share/menu /usr/share/pixmaps /usr/share/i18n \
  /usr/share/bash-completion /usr/share/util-linux /usr/share/applications /usr/share/icons /usr/local/share/man \
  /usr/local/man /usr/share/zsh /usr/share/base-passwd
drop 'converters of the iconv command; Python has its own' /usr/lib/*/gconv
drop 'caches, logs, and files that name the place where the base was made' /var/cache/* /var/log/* /var/backups /var/mail \
  /var/local /var/spool /root /home /media /mnt /srv /boot /usr/src /usr/games /usr/local/src /usr/local/games /tmp/* /var/tmp/*
find / -xdev -name '*.a' -type f -exec rm -f {} +        # static libraries
find / -xdev -name __pycache__ -type d -prune -exec rm -rf {} + # compiled again later, all in the same way
for folder in /usr/bin /usr/local/bin /etc/alternatives; do find "$folder" -xtype l -exec rm -f {} +; done # dangling links

# A pytest plugin of the base would run beside every suite. Only pytest's own plugins stay.
/opt/codealong/python -I - <<'END'
from importlib.metadata import distributions
for one in distributions():
    if any(entry.group == "pytest11" for entry in one.entry_points):
        for file in one.files or ():
            one.locate_file(file).unlink(missing_ok=True)
END

# Privileges that a file gives to its caller: set-user and set-group bits, and capabilities in attributes.
find / -xdev -perm /6000 ! -type l -exec chmod ug-s {} +
/opt/codealong/python -I - <<'END'
import os
for folder, _, files in os.walk("/usr"):
    for path in (os.path.join(folder, name) for name in files):
        if not os.path.islink(path) and "security.capability" in os.listxattr(path):
            os.removexattr(path, "security.capability")
END
# Only /tmp is writable for everyone, and no file belongs to a user that no longer exists. What an engine with mapped users adds for the
# time of the build belongs to nobody, and cannot be given to anyone: mounted folders, and links such as /etc/mtab.
find / -xdev -perm /022 ! -type l ! -path /tmp -exec chmod go-w {} +
/opt/codealong/python -I - <<'END'
import contextlib, os
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if not os.path.ismount(os.path.join(folder, name))]
    for path in (os.path.join(folder, name) for name in folders + files):
        found = os.lstat(path)
        if (found.st_uid, found.st_gid) != (0, 0):
            with contextlib.suppress(PermissionError):
                os.lchown(path, 0, 0)
END
