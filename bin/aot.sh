# Makes the caches of classes (JDK 25, JEP 483, 514 and 515) that let agent and server start sooner; sourced by the
# build. A short run of the real programs on this machine shows the JVM what they use: a server, printers that are
# simulated, an agent that joins, reads and uploads. Nothing else depends on it, so a failure is not one of the build:
# the programs then only start as before.

# At most so many seconds for each of the things that are waited for.
printmaster_train_patience=${PRINTMASTER_TRAIN_SECONDS-60}

# printmaster_train_until FILE TEXT PID: waits until the text stands in the file, as long as that process lives.
printmaster_train_until() {
  printmaster_waited=0
  until grep -q "$2" "$1" 2>/dev/null; do
    kill -0 "$3" 2>/dev/null || return 1
    [ "$printmaster_waited" -lt $((printmaster_train_patience * 5)) ] || return 1
    sleep 0.2
    printmaster_waited=$((printmaster_waited + 1))
  done
}

# printmaster_trained MODULE: whether its cache is there and newer than all that it is for; the JVM refuses an older one.
printmaster_trained() {
  printmaster_cache=$printmaster_home/$1/target/$1.aot
  [ -f "$printmaster_cache" ] || return 1
  printmaster_newest=$(ls -t "$printmaster_home/$1/target/$1"-*.jar "$printmaster_home/$1/target/lib"/*.jar \
    "$printmaster_cache" 2>/dev/null | head -n 1)
  [ "$printmaster_newest" = "$printmaster_cache" ]
}

# Runs in a folder of its own, $1, and leaves its processes in $printmaster_started for the caller to end.
printmaster_train_run() {
  # A first start makes the keys. With that in the cache each later start would load the libraries that make keys, since
  # the JVM looks whether classes in the cache still fit those of signed jars, which are never in it.
  PRINTMASTER_NO_BUILD=1 "$printmaster_home/printmaster" server run --data-dir "$1/server" --listen 127.0.0.1:0 \
    --public-url https://localhost >"$1/first.log" 2>&1 9>&- &
  printmaster_server=$!
  printmaster_started=$printmaster_server
  printmaster_train_until "$1/first.log" 'Server listening' "$printmaster_server" || return 1
  kill -TERM "$printmaster_server" || return 1
  wait "$printmaster_server"
  PRINTMASTER_NO_BUILD=1 PRINTMASTER_AOT_TRAIN=1 "$printmaster_home/printmaster" server run --data-dir "$1/server" \
    --listen 127.0.0.1:0 --public-url https://localhost >"$1/server.log" 2>&1 9>&- &
  printmaster_server=$!
  printmaster_started=$printmaster_server
  PRINTMASTER_NO_BUILD=1 "$printmaster_home/printmaster" simulate printers --count 40 --network 127.76.0.0/16 --port 0 --json \
    >"$1/printers" 2>"$1/printers.log" 9>&- &
  printmaster_printers=$!
  printmaster_started="$printmaster_started $printmaster_printers"
  printmaster_train_until "$1/server.log" 'Server listening' "$printmaster_server" || return 1
  printmaster_train_until "$1/printers.log" 'printers answer' "$printmaster_printers" || return 1
  printmaster_port=$(sed -n 's/.*Server listening address=[^ ]*:\([0-9]*\) .*/\1/p' "$1/server.log")
  printmaster_join=$(PRINTMASTER_NO_BUILD=1 "$printmaster_home/printmaster" server join-token create \
    --data-dir "$1/server" --public-url "https://localhost:$printmaster_port" 2>/dev/null) || return 1
  printmaster_snmp=$(sed -n '1s/.*"port":\([0-9]*\).*/\1/p' "$1/printers")
  # All doors, as they are by default: calls by multicast go only where one of the ranges may be, to this machine itself.
  cat >"$1/config.ini" <<CONFIG
[server]
server_upload_interval = 5
server_heartbeat_interval = 5

[discovery]
ranges = 127.76.0.1-127.76.0.50
interval = 10
trap_port = $((printmaster_snmp + 1))

[snmp]
port = $printmaster_snmp

[storage]
data_dir = $1/agent
CONFIG
  PRINTMASTER_NO_BUILD=1 PRINTMASTER_AOT_TRAIN=1 PRINTMASTER_JOIN=$printmaster_join \
    "$printmaster_home/printmaster" agent run --config "$1/config.ini" >"$1/agent.log" 2>&1 9>&- &
  printmaster_agent=$!
  printmaster_started="$printmaster_started $printmaster_agent"
  printmaster_train_until "$1/agent.log" 'Uploaded' "$printmaster_agent" || return 1
  # Both write their caches when they end; how they are said to end does not matter.
  kill -TERM "$printmaster_agent" "$printmaster_server" || return 1
  wait "$printmaster_agent"
  wait "$printmaster_server"
  return 0
}

# Old caches are of no use for new jars in any case.
printmaster_train() (
  for printmaster_part in agent server; do
    rm -f "$printmaster_home/$printmaster_part/target/$printmaster_part".aot*
  done
  printmaster_folder=$(mktemp -d "${TMPDIR:-/tmp}/printmaster-train.XXXXXX") || exit 0
  printmaster_started=
  trap 'kill -KILL $printmaster_started 2>/dev/null; rm -rf "$printmaster_folder"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  set +e
  printmaster_train_run "$printmaster_folder" 2>/dev/null
  printmaster_result=$?
  for printmaster_part in agent server; do
    printmaster_cache=$printmaster_home/$printmaster_part/target/$printmaster_part.aot
    # Named so only when it is whole, and shows a whole run.
    if [ "$printmaster_result" = 0 ] && [ -f "$printmaster_cache.new" ]; then
      mv "$printmaster_cache.new" "$printmaster_cache"
    fi
    rm -f "$printmaster_cache".new*
  done
  exit 0
)
