import type { LoggedRequest } from "../server/request-log.js";
import type { Fault } from "./fault.js";

/** A fault that was switched on, and how many matching requests it has seen. */
interface Entry {
  readonly fault: Fault;
  readonly pattern: RegExp;
  seen: number;
}

/** The faults that are switched on. */
export class Faults {
  #entries: Entry[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.add(fault);
  }

  /** Switches a fault on. Several can meet one request; they take turns in the order in which they came. */
  add(fault: Fault): void {
    this.#entries.push({ fault, pattern: patternOf(fault.match ?? "*"), seen: 0 });
  }

  /** Switches all faults off. */
  clear(): void {
    this.#entries = [];
  }

  /** The faults that a request meets. Asking counts the request. */
  meet({ method, path }: LoggedRequest): Fault[] {
    const matching = this.#entries.filter(({ pattern }) => pattern.test(`${method} ${path}`));
    for (const entry of matching) entry.seen += 1;
    return matching
      .filter(({ fault: { number = 1 }, seen }) => number === "every" || number === seen)
      .map(({ fault }) => fault);
  }
}

function patternOf(match: string): RegExp {
  const source = match.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "i");
}
