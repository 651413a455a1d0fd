#!/bin/sh
# Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.
set -eu
set +x

fail() {
  [ -z "${new:-}" ] || rm -rf "$new"
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

warn() {
  printf '%s\n' "$1" >&2
  exit 10
}

rm -f hunt-scan.xml

report_alerts() {
  if [ "${HUNT_INPUT_ON_ALERTS:-fail}" = warn ]; then warn "$1"; fi
  fail "$1" 3
}

hunt_version='0.1.0'
hunt_package='@huntkit/cli'
hunt_releases='https://github.com/huntkit/huntkit/releases/download'
hunt_checksums=''

# Puts hunt on the PATH. HUNT_INPUT_INSTALL selects how:
#   executable  the release's executable, whose checksum is in this file, so the download is not trusted
#   npm         the npm package, which needs Node and works on every platform
#   none        hunt is already on the PATH
# What is installed stays in the cache of the user for later jobs.

install_executable() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    MINGW* | MSYS* | CYGWIN*) os=windows ;;
    *) fail "There is no executable of hunt for $(uname -s). Set install to npm." ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "There is no executable of hunt for $(uname -m). Set install to npm." ;;
  esac
  [ -n "$hunt_checksums" ] || fail "This file is not part of a release. Use a tag, or set install to npm or none."
  archive=hunt_${hunt_version}_${os}_${arch}.zip
  checksum=$(printf '%s\n' "$hunt_checksums" | grep "  $archive\$") ||
    fail "There is no executable of hunt for $os on $arch. Set install to npm."
  for program in curl unzip; do
    command -v "$program" >/dev/null || fail "$program is not installed. Install it, or set install to npm."
  done
  url=$hunt_releases/v$hunt_version/$archive
  curl --fail --silent --show-error --location --retry 3 --output "$new/$archive" "$url" >&2 ||
    fail "Could not download $url."
  sum=sha256sum
  command -v sha256sum >/dev/null || sum='shasum -a 256'
  (cd "$new" && printf '%s\n' "$checksum" | $sum -c >/dev/null 2>&1) ||
    fail "The checksum of $url is wrong. The file was changed, or the download is not complete."
  mkdir "$new/bin"
  unzip -q "$new/$archive" -d "$new/bin"
  rm "$new/$archive"
  "$new/bin/hunt" --version >/dev/null 2>&1 ||
    fail "The executable does not run here. It needs glibc 2.28 and libatomic.so.1. Use another image, or set install to npm."
}

install_package() {
  command -v npm >/dev/null || fail "npm is not installed. Use an image with Node, or set install to executable."
  npm install --prefix "$new" --no-audit --no-fund --silent "$hunt_package@$hunt_version" >&2 ||
    fail "Could not install $hunt_package@$hunt_version."
  # A symbolic link is relative, so it is valid after the directory is renamed.
  ln -s node_modules/.bin "$new/bin"
}

install_hunt() {
  kind=${HUNT_INPUT_INSTALL:-executable}
  cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/huntkit
  directory=$cache/hunt-$hunt_version-$kind
  case $kind in
    executable | npm) ;;
    none)
      command -v hunt >/dev/null || fail "hunt is not on the PATH. Set install to executable or npm."
      return 0
      ;;
    *) fail "Invalid value \"$kind\" for install. Use executable, npm, or none." ;;
  esac
  if [ ! -d "$directory" ]; then
    mkdir -p "$cache"
    new=$(mktemp -d "$cache/new-XXXXXX")
    case $kind in
      npm) install_package ;;
      *) install_executable ;;
    esac
    # Another job may have finished first. Its files are the same.
    [ -d "$directory" ] || mv "$new" "$directory"
    rm -rf "$new"
  fi
  PATH=$directory/bin:$PATH
  export PATH
}

install_hunt

set --
[ -z "${HUNT_INPUT_FAIL_ON:-}" ] || set -- "$@" --fail-on "$HUNT_INPUT_FAIL_ON"
[ -z "${HUNT_INPUT_TIMEOUT:-}" ] || set -- "$@" --timeout "$HUNT_INPUT_TIMEOUT"
[ -z "${HUNT_INPUT_OPTIONS:-}" ] || set -- "$@" --options "$HUNT_INPUT_OPTIONS"
[ "${HUNT_INPUT_ALLOW_PARTIAL:-}" != true ] || set -- "$@" --allow-partial

code=0
hunt scan "$HUNT_INPUT_TARGET" --wait --json "$@" >hunt-scan.json || code=$?
cat hunt-scan.json
case $code in
  0 | 3 | 4) ;;
  *) exit "$code" ;;
esac
case $HUNT_INPUT_FAIL_ON in
  critical) severities=critical ;;
  high) severities=critical,high ;;
  medium) severities=critical,high,medium ;;
  *) severities=critical,high,medium,low ;;
esac
scan=$(sed -n 's/^ *"scanId": "\([0-9A-Za-z-]*\)".*/\1/p' hunt-scan.json)
if [ -n "$scan" ]; then
  hunt alert list --where "{\"scanId\": \"$scan\"}" --severity "$severities" --format junit >hunt-scan.xml
fi
case $code in
  3) report_alerts "The scan found alerts. The test report lists them." ;;
  4) fail "Some hosts could not be scanned." 4 ;;
esac
