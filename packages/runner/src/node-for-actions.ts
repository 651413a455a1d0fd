import { execFileSync } from "node:child_process";

/** The Node that `using: node24` means; npm carries it, so that no other download is needed. */
const version = "24.21.0";

let found: string | undefined;

/** Path of a Node 24: this process's own where it is one, else one from npm, which is fetched once and then kept. */
export function nodeForActions(): string {
  found ??= process.versions.node.startsWith("24.") ? process.execPath : fromNpm();
  return found;
}

function fromNpm(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const args = ["--yes", "--prefer-offline", "-p", `node-${platform}-${process.arch}@${version}`, "node", "-p", "process.execPath"];
  return execFileSync("npx", args, { encoding: "utf8", shell: process.platform === "win32" }).trim();
}
