#!/bin/sh
# Enters the public key of the site of this deployment in the inventory.
# Repeated at every start, which changes nothing.
set -eu
site=${NETRAVEN_EXECUTOR_SITE:-default}
key=$(netraven init --json | node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).site.recipient')
netraven site add "$site" --recipient "$key"
