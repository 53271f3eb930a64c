#!/bin/sh
# make-disk.sh SYSTEM.tar FOLDER: makes what QEMU needs to boot that system: disk.img, vmlinuz and initrd; the key, known_hosts and
# ssh_config to enter it by ssh; tls/ for the engine that wants certificates. As root. Nothing is mounted, and there is no boot loader.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
system=$1
folder=$2

mkdir -p "$folder"
# Of one that was killed. They hold gigabytes.
rm -rf "$folder"/root.*
root=$(mktemp -d "$folder/root.XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 130' INT TERM
tar -C "$root" -xf "$system"
chmod 755 "$root"
mkdir -p "$root/dev"
cp -r "$here/files/." "$root/"
chmod 755 "$root"/usr/local/bin/*

# Two users: root, and one whose engines run without root. The subordinate ids of dockremap are those of the engine with mapped users.
chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash --groups docker learner
chroot "$root" useradd --system --no-create-home --shell /usr/sbin/nologin dockremap
for ids in subuid subgid; do printf '%s\n' learner:100000:65536 dockremap:300000:65536 > "$root/etc/$ids"; done
mkdir -p "$root/var/lib/systemd/linger"
: > "$root/var/lib/systemd/linger/learner"

# An empty file: without it systemd would take this for the first boot, and switch on every unit.
: > "$root/etc/machine-id"
echo lab > "$root/etc/hostname"
echo '127.0.0.1 localhost lab' > "$root/etc/hosts"
echo '/dev/vda / ext4 defaults 0 1' > "$root/etc/fstab"

# Engines are started one at a time, when they are tried. Not every release has each of these units.
chroot "$root" systemctl --quiet enable lab-net.service ssh.service
for unit in docker.service docker.socket containerd.service podman.service podman.socket podman-restart.service \
  podman-auto-update.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer; do
  chroot "$root" systemctl --quiet disable "$unit" 2>&1 || echo "make-disk: there is no $unit to switch off"
done

# The names that are fixed are those which docker gives to certificates.
rm -rf "$folder/tls" "$folder/key" "$folder/key.pub"
sh "$here/certificates.sh" "$folder/tls"
mkdir -p "$root/etc/docker"
cp -r "$folder/tls" "$root/etc/docker/tls"

ssh-keygen -q -t ed25519 -N '' -C lab -f "$folder/key"
for home in root home/learner; do
  mkdir -p "$root/$home/.ssh"
  cp "$folder/key.pub" "$root/$home/.ssh/authorized_keys"
  chmod 700 "$root/$home/.ssh"
done
chroot "$root" chown -R learner:learner /home/learner
echo "lab $(cut -d' ' -f1,2 "$root/etc/ssh/ssh_host_ed25519_key.pub")" > "$folder/known_hosts"
cat > "$folder/ssh_config" <<END
Host *
  IdentityFile "$folder/key"
  IdentitiesOnly yes
  UserKnownHostsFile "$folder/known_hosts"
  HostKeyAlias lab
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 60
  LogLevel ERROR
END
# For commands that call ssh by its name, such as docker with an address of the form ssh://.
mkdir -p "$folder/bin"
printf '#!/bin/sh\nexec /usr/bin/ssh -F "%s" "$@"\n' "$folder/ssh_config" > "$folder/bin/ssh"
chmod 755 "$folder/bin/ssh"

cp "$root"/boot/vmlinuz-* "$folder/vmlinuz"
cp "$root"/boot/initrd.img-* "$folder/initrd"
rm -f "$folder/disk.img"
truncate -s 12G "$folder/disk.img"
mkfs.ext4 -q -d "$root" "$folder/disk.img"
