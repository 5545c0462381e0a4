#!/bin/sh
# Writes .env beside docker-compose.yml, with a random password for each login. Run it once; it never overwrites.
set -eu
cd "$(dirname "$0")/../.."
if [ -e .env ]; then
  echo ".env is there already; remove it for new passwords (and change them in NATS and PostgreSQL)" >&2
  exit 1
fi
umask 077
# A leading letter, because nats-server reads what starts with a digit as a number.
password() { printf 'p%s' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; }
for name in POSTGRES_PASSWORD NETRAVEN_DISPATCHER_PASSWORD NETRAVEN_EXECUTOR_PASSWORD \
  NETRAVEN_GIT_WRITER_PASSWORD NETRAVEN_CLIENT_PASSWORD NETRAVEN_READER_PASSWORD NETRAVEN_PUBLISHER_PASSWORD \
  NETRAVEN_LEAF_AMS_PASSWORD NETRAVEN_LEAF_FRA_PASSWORD NETRAVEN_EXECUTOR_AMS_PASSWORD NETRAVEN_EXECUTOR_FRA_PASSWORD \
  GRAFANA_PASSWORD; do
  echo "$name=$(password)"
done > .env
echo "wrote $(pwd)/.env, readable by you alone; now: docker compose up --detach --build"
