import { isAlive } from "./is-alive.js";

/** How often to look, in milliseconds. It is one system call. */
const everyMs = 1_000;

/** How long go-plugin waits for a plugin to start: who has not connected by then never will. */
const patienceMs = 60_000;

/**
 * Watches for the parent's death, which tells nobody: where a connection stands, its end shows it at once; until one does, only this.
 *
 * @param hasConnected whether the parent has ever connected
 * @param onGone called once when it is gone
 */
export function watchParent(hasConnected: () => boolean, onGone: () => void): void {
  const parent = process.ppid;
  const started = Date.now();
  const timer = setInterval(() => {
    // On POSIX a child changes its parent when that dies; on Windows it does not.
    const isGone =
      process.ppid !== parent || !isAlive(parent) || (!hasConnected() && Date.now() - started > patienceMs);
    if (!isGone) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
}
