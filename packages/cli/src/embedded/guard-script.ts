/**
 * A POSIX shell program that runs one server and ends it when file descriptor 3 closes, which the kernel does when
 * the process that holds the other end goes away, however it goes (`kill -9` too).
 *
 * Arguments: signal that asks the server to end, tenths of a second until SIGKILL follows, folder to remove
 * when the server was ended this way (or empty), command, its arguments. The server's process id is the first line
 * written to descriptor 3; the exit code is the server's.
 *
 * The watcher ends with 0 once the descriptor has closed, so its exit code tells a server that was ended from one that
 * ended by itself.
 */
export const guardScript = `
signal=$1 tenths=$2 litter=$3
shift 3
"$@" 3<&- </dev/null &
server=$!
echo "$server" >&3
(
  read -r _ <&3
  trap 'exit 0' TERM
  kill -s "$signal" "$server" 2>/dev/null
  while kill -0 "$server" 2>/dev/null; do
    tenths=$((tenths - 1))
    [ "$tenths" -gt 0 ] || kill -s KILL "$server" 2>/dev/null
    sleep 0.1 &
    wait "$!"
  done
) >/dev/null 2>&1 &
watcher=$!
exec 3<&- >/dev/null 2>&1
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
if wait "$watcher" && [ -n "$litter" ]; then rm -rf -- "$litter"; fi
exit "$code"
`;
