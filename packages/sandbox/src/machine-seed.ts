import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus, homedir, hostname, totalmem, userInfo } from "node:os";

/**
 * Returns a seed that is the same for each start on this machine and by this user, and differs on others. So
 * a web page cannot
 * know the tokens of a sandbox that was started without a seed, and a stored token remains valid after a restart.
 */
export function createMachineSeed(): number {
  const facts = [hostname(), getUserName(), homedir(), cpus()[0]?.model, totalmem(), readMachineId()];
  return createHash("sha256").update(JSON.stringify(facts)).digest().readUIntBE(0, 6);
}

function getUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user ID without an entry, as in some containers.
    return String(process.getuid?.());
  }
}

/** Linux: machine-id(5). Empty on other systems. */
function readMachineId(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8");
  } catch {
    return "";
  }
}
