#!/bin/sh
# certificates.sh FOLDER: an authority, and the certificates of a server at 127.0.0.1 and of its client, in PEM.
#   ca.pem ca-key.pem   server.pem server-key.pem   cert.pem key.pem (the client's, by the names that DOCKER_CERT_PATH wants)
set -eu
umask 077
days=3650
mkdir -p "$1"
cd "$1"

# new_key FILE, and sign NAME USAGE FILE KEY: a certificate for that key, which serves only for this use.
new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
sign() {
  printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=%s\n' "$2" > request.ext
  openssl req -new -key "$4" -subj "/CN=$1" -out request.csr
  openssl x509 -req -in request.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days "$days" -extfile request.ext -out "$3" 2> request.log ||
    { cat request.log >&2; exit 1; }
  rm -f request.csr request.ext request.log
}

new_key ca-key.pem
openssl req -x509 -new -key ca-key.pem -subj '/CN=CodeAlong lab' -days "$days" -out ca.pem
new_key server-key.pem
sign server serverAuth server.pem server-key.pem
new_key key.pem
sign client clientAuth cert.pem key.pem
