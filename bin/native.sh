# Names the folder of this platform among the unpacked SQLite libraries, or nothing when there is none: sqlite-jdbc then
# unpacks its own copy. Sourced by ./printmaster.

printmaster_native_folder() {
  case $(uname -s) in
    Linux)
      printmaster_os=Linux
      for printmaster_musl in /lib/ld-musl-*; do
        [ ! -e "$printmaster_musl" ] || printmaster_os=Linux-Musl
      done
      ;;
    Darwin) printmaster_os=Mac ;;
    *) return 0 ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) printmaster_arch=x86_64 ;;
    aarch64 | arm64) printmaster_arch=aarch64 ;;
    *) return 0 ;;
  esac
  if [ -d "$1/$printmaster_os/$printmaster_arch" ]; then
    printf '%s\n' "$1/$printmaster_os/$printmaster_arch"
  fi
}
