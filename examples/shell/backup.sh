#!/bin/sh
# Backs one device up and prints what changed: backup.sh DEVICE
set -eu

device=${1:?usage: backup.sh DEVICE}
job="ticket-$(date -u +%Y%m%dT%H%M%SZ)-$$"
nats="nats --server ${NATS_URL:-nats://127.0.0.1:4222}"
# Each user receives its answers below an inbox prefix of its own, and nowhere else.
[ -z "${NATS_USER:-}" ] ||
  nats="$nats --user $NATS_USER --password $NATS_PASSWORD --inbox-prefix _INBOX.$NATS_USER"

ask() { # SUBJECT JSON
  $nats request --raw "$1" "$2"
}

# The answer is JetStream's receipt: the request is stored.
request=$(jq -cn --arg id "$job" --arg device "$device" \
  '{v: 1, id: $id, devices: [$device], lane: "urgent", requestedBy: "shell example"}')
$nats request --raw --header "Nats-Msg-Id:$job" netraven.jobs.request "$request" | jq -e '.seq' >/dev/null

while :; do
  sleep 1
  status=$(ask netraven.api.job.show "{\"id\":\"$job\"}" | jq -r '.status // "PENDING"')
  case $status in
    PENDING | RUNNING) ;;
    COMPLETED_SUCCESS) break ;;
    *) echo "job $job ended as $status" >&2; exit 1 ;;
  esac
done

ask netraven.api.config.diff "{\"device\":\"$device\"}" | jq -r .diff
