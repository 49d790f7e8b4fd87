# Finds a JDK 25 or newer and exports JAVA_HOME; sourced by ./mvnw and ./printmaster.
# Order: JAVA_HOME, the usual folders of installed JDKs, the java on the PATH.
# The version is read from the JDK's own release file, so nothing is started to look.

printmaster_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

printmaster_is_jdk25() {
  printmaster_found=$(printmaster_jdk_version "$1") || return 1
  [ "${printmaster_found:-0}" -ge 25 ]
}

printmaster_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && printmaster_is_jdk25 "$JAVA_HOME"; then
    return 0
  fi
  # PRINTMASTER_JDK_FOLDERS (separated by blanks) replaces the usual folders.
  for printmaster_root in ${PRINTMASTER_JDK_FOLDERS-/usr/lib/jvm /opt/java /opt /usr/java "${HOME-}/.sdkman/candidates/java" "${HOME-}/.jdks"}; do
    [ -d "$printmaster_root" ] || continue
    # ls rather than a glob: the Maven wrapper runs with globbing switched off.
    for printmaster_name in $(ls "$printmaster_root"); do
      if printmaster_is_jdk25 "$printmaster_root/$printmaster_name"; then
        JAVA_HOME=$printmaster_root/$printmaster_name
        return 0
      fi
    done
  done
  printmaster_java=$(command -v java 2>/dev/null) || printmaster_java=
  if [ -n "$printmaster_java" ]; then
    printmaster_jdk=$(dirname "$(dirname "$(readlink -f "$printmaster_java")")")
    if printmaster_is_jdk25 "$printmaster_jdk"; then
      JAVA_HOME=$printmaster_jdk
      return 0
    fi
  fi
  echo "printmaster: no JDK 25 found; install one (Debian: a package such as temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it." >&2
  return 1
}

printmaster_find_jdk || exit 1
export JAVA_HOME
