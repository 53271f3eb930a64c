#!/bin/sh
# collect.sh FOLDER: copies the programs to FOLDER/bin, the libraries that they need to FOLDER/lib, and the Python client to FOLDER/python.
set -eu
folder=$1
mkdir -p "$folder/bin" "$folder/lib" "$folder/python"

for name in redis-server redis-cli redis-benchmark; do
  program=$(command -v "$name")
  cp -L "$program" "$folder/bin/$name"
done

# ldd ends well also where it says "not found"; such a line has no file in it, and cp fails on its words.
needed=$(ldd "$folder"/bin/* | awk '$2 == "=>" { print $3 }' | sort -u)
for library in $needed; do
  # The C library and its loader belong together: the image's own are used, which are as new or newer.
  case ${library##*/} in libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | librt.so.* | libresolv.so.*) continue ;; esac
  cp -L "$library" "$folder/lib/"
done

python3 -I -B "$(dirname "$0")/collect.py" "$folder/python"
chmod -R u=rwX,go=rX "$folder"
