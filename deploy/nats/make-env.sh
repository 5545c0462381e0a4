#!/bin/sh
# Writes nats.env, the environment of the servers and the passwords of the roles, for one of the layouts of this folder:
#   make-env.sh single
#   make-env.sh leaf HUB
#   make-env.sh cluster HOST1 HOST2 HOST3
#   make-env.sh regions EU1 EU2 EU3 US1 US2 US3
# It never overwrites. Every server of a layout gets the same file, except the sites: those get their own lines alone.
set -eu
umask 077
layout=${1:?single, leaf, cluster or regions}
shift
need() {
  if [ "$1" -ne "$2" ]; then echo "make-env.sh $layout takes $1 hosts" >&2; exit 1; fi
}
case $layout in
  single) need 0 $# ;; leaf) need 1 $# ;; cluster) need 3 $# ;; regions) need 6 $# ;;
  *) echo "make-env.sh: single, leaf, cluster or regions" >&2; exit 1 ;;
esac
if [ -e nats.env ]; then echo "nats.env is there already" >&2; exit 1; fi
# A leading letter, because nats-server reads what starts with a digit as a number.
password() { printf 'p%s' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; }
{
  for role in DISPATCHER EXECUTOR GIT_WRITER CLIENT READER PUBLISHER; do
    echo "NETRAVEN_${role}_PASSWORD=$(password)"
  done
  case $layout in
    leaf)
      for site in ams fra; do
        name=$(echo $site | tr a-z A-Z)
        leaf=$(password)
        echo "NETRAVEN_LEAF_${name}_PASSWORD=$leaf"
        echo "NETRAVEN_LEAF_${name}_URL=nats-leaf://leaf-$site:$leaf@$1:7422"
        echo "NETRAVEN_EXECUTOR_${name}_PASSWORD=$(password)"
      done ;;
    cluster | regions)
      cluster=$(password)
      echo "NETRAVEN_CLUSTER_PASSWORD=$cluster"
      if [ $layout = cluster ]; then names="N1 N2 N3"; else names="EU_N1 EU_N2 EU_N3 US_N1 US_N2 US_N3"; fi
      if [ $layout = regions ]; then gateway=$(password); echo "NETRAVEN_GATEWAY_PASSWORD=$gateway"; fi
      for name in $names; do
        echo "NETRAVEN_ROUTE_$name=nats-route://cluster:$cluster@$1:6222"
        if [ $layout = regions ]; then echo "NETRAVEN_GATEWAY_$name=nats://gateway:$gateway@$1:7222"; fi
        shift
      done ;;
  esac
} > nats.env
echo "wrote $(pwd)/nats.env, readable by you alone"
