#!/usr/bin/env bash
# Installs hunt into the runner's tool cache, and adds it to the PATH of the job. SHA256SUMS, which only the tree of a
# release contains, names the version and the checksum of each archive, so the download is not trusted.
# RELEASES is the URL of the releases, without the version.
set -euo pipefail

fail() {
  echo "::error title=hunt was not installed::$1"
  exit 1
}

checksums="$(dirname "$0")/SHA256SUMS"
[ -f "$checksums" ] || fail "This commit is not a release. Use a tag, such as huntkit/huntkit/setup@v1."

case "${RUNNER_OS:?}" in
  Linux) os=linux ;;
  macOS) os=darwin ;;
  Windows) os=windows ;;
  *) fail "There is no executable for $RUNNER_OS. Use npm install --global @huntkit/cli." ;;
esac
case "${RUNNER_ARCH:?}" in
  X64) arch=amd64 ;;
  ARM64) arch=arm64 ;;
  *) fail "There is no executable for $RUNNER_ARCH. Use npm install --global @huntkit/cli." ;;
esac

line="$(grep -E "_${os}_${arch}\.zip$" "$checksums")" ||
  fail "There is no executable for $RUNNER_OS on $RUNNER_ARCH. Use npm install --global @huntkit/cli."
archive="${line##* }"
version="$(echo "$archive" | cut -d_ -f2)"
directory="${RUNNER_TOOL_CACHE:?}/hunt/$version/$arch"

if [ ! -f "$directory.complete" ]; then
  temporary="$(mktemp -d)"
  trap 'rm -rf "$temporary"' EXIT
  url="${RELEASES:?}/v$version/$archive"
  curl --fail --silent --show-error --location --retry 3 --output "$temporary/$archive" "$url" ||
    fail "Could not download $url."
  if command -v sha256sum >/dev/null; then sum=(sha256sum); else sum=(shasum -a 256); fi
  (cd "$temporary" && echo "$line" | "${sum[@]}" --check >/dev/null) ||
    fail "The checksum of $url is wrong. The file was changed, or the download is not complete."
  mkdir -p "$directory"
  unzip -q -o "$temporary/$archive" -d "$directory"
  touch "$directory.complete"
fi

echo "$directory" >>"${GITHUB_PATH:?}"
{
  echo "version=$version"
  echo "path=$directory"
} >>"${GITHUB_OUTPUT:?}"
echo "hunt $version is on the PATH."
