import { matchesWildcards, type WildcardToken } from "../query/wildcards.js";
import { checkFault, type Fault, type FaultKind } from "./fault.js";
import type { ReceivedRequest } from "./request-log.js";

/** An active fault. */
interface Entry<AnyFault> {
  readonly fault: AnyFault;
  readonly pattern: readonly WildcardToken[];
  /** Number of matching requests that are still skipped. */
  skip: number;
  /** Number of requests that the fault still affects. */
  left: number;
}

/** The active faults. */
export class FaultRegistry<
  OwnKind extends string = never,
  Request extends ReceivedRequest = ReceivedRequest,
> {
  readonly #ownKinds: readonly OwnKind[];
  #entries: Entry<Fault<FaultKind | OwnKind, Request>>[] = [];

  /**
   * @param faults faults that are active from the start
   * @param ownKinds kinds of faults that only this server has
   * @throws {TypeError} if a fault is invalid
   */
  constructor(
    faults: readonly Fault<FaultKind | OwnKind, Request>[] = [],
    ownKinds: readonly OwnKind[] = [],
  ) {
    this.#ownKinds = ownKinds;
    for (const fault of faults) this.add(fault);
  }

  /**
   * Adds a fault. If several match a request, only the first one affects it. Callbacks also let the next one
   * affect the request.
   *
   * @throws {TypeError} if the fault is invalid
   */
  add(fault: Fault<FaultKind | OwnKind, Request>): void {
    checkFault(fault, this.#ownKinds);
    const { match = "*", times = 1, skip = 0 } = fault;
    const left = times === "always" ? Infinity : times;
    this.#entries.push({ fault, pattern: toPattern(match), skip, left });
  }

  /** Removes all faults. */
  clear(): void {
    this.#entries = [];
  }

  /** Returns the faults that affect this request, in their order, and counts the request. */
  take(method: string, path: string): Fault<FaultKind | OwnKind, Request>[] {
    const request = Array.from(`${method} ${path.split("/").filter(Boolean).join("/")}`.toLowerCase());
    const taken: Fault<FaultKind | OwnKind, Request>[] = [];
    for (const entry of this.#entries) {
      if (entry.left === 0 || !matchesWildcards(request, entry.pattern)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
      } else if (taken.every(({ kind }) => kind === "callback")) {
        entry.left -= 1;
        taken.push(entry.fault);
      }
    }
    return taken;
  }
}

function toPattern(match: string): WildcardToken[] {
  const [, method = "*", path = ""] = /^(?:(\S+)\s+)?(\S+)$/.exec(match.trim()) ?? [];
  const pattern = `${method} ${path.replace(/^\/+|\/+$/g, "")}`.toLowerCase();
  return Array.from(pattern, (character) => (character === "*" ? "run" : { literal: character }));
}
