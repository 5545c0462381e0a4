#!/bin/sh
# Makes the keys of this deployment where they are missing: make-keys.sh OPERATOR_FOLDER SETTINGS_FOLDER. The private key
# of the operators goes to a folder that no service sees, the settings that name its public key where the dispatcher
# reads them. Repeated at every start, which changes nothing, also after the private key was moved to a safe place.
set -eu
settings=$NETRAVEN_DIR/netraven.yaml
if [ -e "$settings" ] || [ -n "${NETRAVEN_SECRETS_RECIPIENTS:-}" ]; then
  netraven init
else
  netraven init --identity "$1/operator-identity.txt"
fi
if [ -e "$settings" ]; then cp "$settings" "$2/netraven.yaml"; fi
