#!/bin/sh
# An authority of this deployment and certificates for NATS and PostgreSQL, each also good for localhost:
#
#   deploy/tls/make-certificates.sh FOLDER [NAME…]
#
# NAMEs are further host names or addresses under which NATS is reached, as from the leaf nodes of other sites. What is
# there already stays: run it again after one was deleted, before it ends (two years), to have it made anew. Where there
# is an authority already, put its ca.pem and what it signed in the same places instead.
set -eu
umask 077
folder=${1:?usage: make-certificates.sh FOLDER [NAME…]}
shift
mkdir -p "$folder"
new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
if [ ! -e "$folder/ca.pem" ]; then
  new_key "$folder/ca.key"
  openssl req -x509 -new -sha256 -days 3650 -subj "/CN=netraven authority" -key "$folder/ca.key" -out "$folder/ca.pem"
fi
for server in nats postgres; do
  [ -e "$folder/$server.pem" ] && continue
  names="DNS:$server,DNS:localhost,IP:127.0.0.1"
  for name in "$@"; do
    case $name in
      *[!0-9.]*) names="$names,DNS:$name" ;;
      *) names="$names,IP:$name" ;;
    esac
  done
  new_key "$folder/$server.key"
  openssl req -new -subj "/CN=$server" -key "$folder/$server.key" -out "$folder/$server.csr"
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$names" > "$folder/$server.ext"
  openssl x509 -req -sha256 -days 730 -in "$folder/$server.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" \
    -CAcreateserial -extfile "$folder/$server.ext" -out "$folder/$server.pem" 2>/dev/null
  rm "$folder/$server.csr" "$folder/$server.ext"
done
# Certificates are public; each key is read by its server alone.
chmod 644 "$folder"/*.pem
chmod 755 "$folder"
