import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus, homedir, hostname, totalmem, userInfo } from "node:os";

/**
 * Returns a seed that is the same for each start by this user on this machine, and differs on other machines.
 * If the sandbox is started without a seed, web pages cannot guess its tokens, and stored tokens remain valid
 * after a restart.
 */
export function createMachineSeed(): number {
  const facts = [hostname(), getUserName(), homedir(), cpus()[0]?.model, totalmem(), readMachineId()];
  return createHash("sha256").update(JSON.stringify(facts)).digest().readUIntBE(0, 6);
}

function getUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // The user ID has no entry, as in some containers.
    return String(process.getuid?.());
  }
}

/** Returns the machine ID of Linux (machine-id(5)). Empty on other systems. */
function readMachineId(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8");
  } catch {
    return "";
  }
}
