import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

/** Imitates secret-tool(1) of libsecret with files, and logs its arguments. */
const secretTool = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/calls"
if [ -e "$here/locked" ]; then echo "secret-tool: Cannot get secret of a locked object" >&2; exit 1; fi
verb=$1; shift
case "$1" in --label=*) shift;; esac
file="$here/secrets/$1=$2,$3=$4"
case "$verb" in
  store) cat > "$file.new" && mv "$file.new" "$file" ;;
  lookup) [ -e "$file" ] && cat "$file" || exit 1 ;;
  clear) [ -e "$file" ] && rm "$file" || exit 1 ;;
esac
`;

/** An imitation of the keyring of a Linux desktop, in a directory. */
export class FakeKeyring {
  readonly #directory = temporaryDirectory();

  constructor() {
    mkdirSync(join(this.#directory, "secrets"));
    const path = join(this.#directory, "secret-tool");
    writeFileSync(path, secretTool);
    chmodSync(path, 0o755);
  }

  /** Returns the variables that make `hunt` use this keyring. */
  get env(): Record<string, string> {
    return {
      PATH: `${this.#directory}${delimiter}${process.env["PATH"]}`,
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/dev/null",
      HUNT_NO_KEYRING: "",
    };
  }

  /** Returns the secret of each entry, by the entry's attributes. */
  get secrets(): Record<string, string> {
    const directory = join(this.#directory, "secrets");
    return Object.fromEntries(
      readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), "utf8")]),
    );
  }

  /** Returns the arguments of all calls. */
  get calls(): string {
    const path = join(this.#directory, "calls");
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  /** Writes an entry as `hunt` does. */
  set(entry: string, value: string): void {
    writeFileSync(join(this.#directory, "secrets", `service=huntkit,entry=${entry}`), value);
  }

  /** Makes all later calls fail, as with a locked keyring. */
  lock(): void {
    writeFileSync(join(this.#directory, "locked"), "");
  }
}
