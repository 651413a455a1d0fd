import { generatedNote } from "./yaml-text.js";
import { formatInstall, type HuntSource } from "./source.js";

/** Returns the executable of the gh extension, which runs the `hunt` of its release. */
export function formatExtension(source: HuntSource): string {
  return `#!/bin/sh
# gh hunt: installs hunt in the user's cache, verifies its checksum, and runs it.
# ${generatedNote}
set -eu

fail() {
  [ -z "\${new:-}" ] || rm -rf "$new"
  printf 'gh hunt: %s\\n' "$1" >&2
  exit 1
}

${formatInstall(source)}
exec hunt "$@"
`;
}
