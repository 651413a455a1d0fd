import { checkFault, type Fault } from "./fault.js";

/** A fault that was switched on, and how much of it is left. */
interface Entry {
  readonly fault: Fault;
  readonly pattern: RegExp;
  passes: number;
  left: number;
}

/** The faults that are switched on. */
export class Faults {
  #entries: Entry[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.add(fault);
  }

  /**
   * Switches a fault on. Of several that match a request, the one that came first is taken.
   *
   * @throws {TypeError} when the fault is not well formed
   */
  add(fault: Fault): void {
    const { match = "*", times = 1, after = 0 } = checkFault(fault);
    this.#entries.push({
      fault,
      pattern: patternOf(match),
      passes: after,
      left: times === "always" ? Infinity : times,
    });
  }

  /** Switches all faults off. */
  clear(): void {
    this.#entries = [];
  }

  /** The fault that this request meets, if there is one. Asking uses it up. */
  take(method: string, path: string): Fault | undefined {
    const request = `${method} ${path.split("/").filter(Boolean).join("/")}`;
    for (const entry of this.#entries) {
      if (entry.left === 0 || !entry.pattern.test(request)) continue;
      if (entry.passes > 0) entry.passes -= 1;
      else {
        entry.left -= 1;
        return entry.fault;
      }
    }
    return undefined;
  }
}

function patternOf(match: string): RegExp {
  const [, method = "*", path = ""] = /^(?:(\S+)\s+)?(\S+)$/.exec(match.trim()) ?? [];
  const source = [method, path.replace(/^\/+|\/+$/g, "")].map((part) =>
    part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*"),
  );
  return new RegExp(`^${source.join(" ")}$`, "i");
}
