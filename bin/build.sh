# Builds the programs when they are missing or older than their sources; sourced by ./printmaster.
# One build at a time: whoever comes second waits, looks again and finds everything done.

printmaster_stamp=$printmaster_home/target/launcher.stamp
. "$printmaster_home/bin/aot.sh"

# Folders are looked at as well as files, so that a deleted source is noticed.
printmaster_is_built() {
  [ -f "$printmaster_stamp" ] || return 1
  for printmaster_jar in "$printmaster_home/$1/target/$1"-*.jar; do
    [ -f "$printmaster_jar" ] || return 1
  done
  [ -d "$printmaster_home/$1/target/lib" ] || return 1
  printmaster_newer=$(
    cd "$printmaster_home"
    for printmaster_part in model wire program agent server simulator; do
      set -- "$@" "$printmaster_part/pom.xml" "$printmaster_part/src/main"
    done
    shift
    find pom.xml "$@" -newer "$printmaster_stamp" -print 2>/dev/null | head -n 1
  )
  [ -z "$printmaster_newer" ]
}

printmaster_build() {
  echo "printmaster: building, because this is the first use or sources changed; it takes two to three minutes." >&2
  # The time that counts is the start of the build: what is edited meanwhile is built next time.
  : >"$printmaster_stamp.new"
  (
    cd "$printmaster_home"
    ./mvnw -q -DskipTests -Dspotless.check.skip=true package -pl agent,server,simulator -am
  ) >&2 </dev/null || {
    echo "printmaster: the build failed; the reason stands above." >&2
    return 1
  }
  mv "$printmaster_stamp.new" "$printmaster_stamp"
  # Only makes them start sooner; whatever happens to it, the programs are built.
  [ "${PRINTMASTER_NO_AOT-}" = 1 ] || printmaster_train >/dev/null 2>&1 </dev/null || :
}

# With flock the system itself frees the lock of a build that was killed; without it a folder is the lock.
printmaster_build_locked() {
  mkdir -p "$printmaster_home/target"
  if command -v flock >/dev/null 2>&1; then
    (
      flock 9
      # The build must not hand the lock down to a process that outlives it.
      printmaster_is_built "$1" || printmaster_build 9>&-
    ) 9>"$printmaster_home/target/launcher.lock"
    return
  fi
  printmaster_lock=$printmaster_home/target/launcher.lock.d
  printmaster_waited=0
  until mkdir "$printmaster_lock" 2>/dev/null; do
    if [ "$printmaster_waited" -ge "${PRINTMASTER_LOCK_SECONDS-600}" ]; then
      echo "printmaster: another build seems to run; if none does, remove $printmaster_lock and try again." >&2
      return 1
    fi
    sleep 1
    printmaster_waited=$((printmaster_waited + 1))
  done
  trap 'rmdir "$printmaster_lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  printmaster_result=0
  printmaster_is_built "$1" || printmaster_build || printmaster_result=1
  rmdir "$printmaster_lock"
  trap - EXIT INT TERM
  return "$printmaster_result"
}

printmaster_build_when_needed() {
  if [ "${PRINTMASTER_NO_BUILD-}" = 1 ] || printmaster_is_built "$1"; then
    return 0
  fi
  printmaster_build_locked "$1" || exit 1
}
