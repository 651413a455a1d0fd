import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { RotationCall } from "./rotation-calls.js";
import type { Trap, WirePhase, WireService } from "./wire.js";

/**
 * How a call fails: its connection is cut before or after it is executed, once or for all later calls, or the
 * caller is killed then.
 */
export const failures = [
  "cut before",
  "cut after",
  "gone from here",
  "responses lost from here",
  "killed before",
  "killed after",
] as const;
export type Failure = (typeof failures)[number];

/** A token of HUNT's list, as the sandbox stores it. */
export interface KeptToken {
  readonly id: string;
  readonly description: string;
  /** SHA-256 of the value. */
  readonly hash: string;
}

/** The output of a run. */
export interface RunReport {
  readonly text: string;
  /** Messages of a failed run. */
  readonly errors: readonly string[];
}

/** A HUNT instance, and a store whose token is due for rotation. */
export interface RotationWorld {
  /** The token in the store at the start. */
  readonly first: string;
  /** Tokens that belong to someone else. */
  readonly foreign?: readonly string[];
  /** Returns the content of the store. */
  held(): string | Promise<string>;
  /** Returns the content of other stores, which must contain valid tokens as well. Default: none. */
  heldElsewhere?(): Promise<readonly string[]>;
  /** Returns all tokens of the user, except foreign ones. */
  tokens(): readonly KeptToken[];
  /** Returns whether HUNT accepts a token. */
  works(token: string): Promise<boolean>;
  /**
   * Rotates the token, or finishes an interrupted rotation. The run is killed if the trap returns `kill`.
   */
  run(trap: Trap, failure: Failure | null): Promise<RunReport>;
  /** Advances the clock. */
  advance(ms: number): void;
}

/** What happens to a token whose value was lost. */
export type LostTokens = "revoked" | "named" | "named unless killed";

/** A rotation that is interrupted at each of its calls. */
export interface FailureMatrix {
  /** Name in the table. */
  readonly name: string;
  /** The calls of a complete run, in order. A test compares them with a run. */
  readonly calls: readonly RotationCall[];
  /** Range of the calls that runs with this failure make, from 0, without the last one. Default: all. */
  readonly scope?: (failure: Failure) => readonly [first: number, last: number];
  /** Starts a world that ends with the test. */
  readonly startWorld: () => Promise<RotationWorld>;
  /**
   * What happens to a token whose value was lost: `revoked` if later runs can identify it, `named` if a
   * person must revoke it, `named unless killed` if a killed run leaves no record. Default: `revoked`.
   */
  readonly lostTokens?: LostTokens | ((failure: Failure, call: number) => LostTokens);
  /**
   * Whether the store may contain a revoked token until the next run, while the old one is valid. Default:
   * false.
   */
  readonly mayStoreRevoked?: boolean;
}

const hourMs = 3_600_000;

/** Messages which report that the old token was not revoked. */
const oldLeftTexts =
  /old (one|token)[^.]*(lives on|still valid|could not be revoked|was left|was not revoked|is in use)|nor the old one|Neither was revoked/;

/**
 * Declares tests that interrupt a rotation at each call in each way. They prove that the store always
 * contains a valid token, that foreign tokens are not revoked, and that all remaining tokens are reported.
 * Prints a table of the results.
 */
export function describeFailureMatrix({
  name,
  calls,
  scope = () => [0, calls.length],
  startWorld,
  lostTokens = "revoked",
  mayStoreRevoked = false,
}: FailureMatrix): void {
  const table = new Map<string, string>();

  describe.each(failures)(`${name}, interrupted: %s`, (failure) => {
    const [first, last] = scope(failure);
    const places = calls.slice(first, last).map(([service, call], index) => ({ index, service, call }));
    it.each(places)(
      "leaves a valid token in the store, and reports all others, if call $index ($service $call) fails",
      async ({ index, service }) => {
        const world = await startWorld();

        const report = await world.run(createTrap(index + 1, service, failure), failure);

        table.set(
          `${first + index} ${failure}`,
          await expectSound(world, report, failure, {
            lostTokens: typeof lostTokens === "string" ? lostTokens : lostTokens(failure, first + index),
            mayStoreRevoked,
          }),
        );
      },
    );
  });

  /** Prints what each failure left, what the store contained, and what the next run did. */
  afterAll(() => {
    const rows = calls.map(([service, call], index) => {
      const cells = failures.map((failure) => table.get(`${index} ${failure}`) ?? "");
      return `| ${index + 1} | ${service} ${call} | ${cells.join(" | ")} |`;
    });
    const head = [
      `| | ${name} | ${failures.join(" | ")} |`,
      `|---|---|${failures.map(() => "---|").join("")}`,
    ];
    process.stdout.write(`${[...head, ...rows].join("\n")}\n`);
  });
}

/** Checks the invariants after a failure, and returns a summary for the table. */
async function expectSound(
  world: RotationWorld,
  report: RunReport,
  failure: Failure,
  { lostTokens, mayStoreRevoked }: { lostTokens: LostTokens; mayStoreRevoked: boolean },
): Promise<string> {
  const held = await world.held();
  const worksNow = await world.works(held);
  const oldWorks = await world.works(world.first);
  expect(worksNow || (mayStoreRevoked && oldWorks), "the store contains a valid token").toBe(true);
  for (const other of (await world.heldElsewhere?.()) ?? [])
    expect(await world.works(other), "each other store contains a valid token").toBe(true);
  const oldLeft = oldWorks ? ", old left" : "";
  const first = held === world.first ? "old" : `${worksNow ? "new" : "revoked"}${oldLeft}`;
  const left = world.tokens().filter((token) => !isToken(token, held) && !isToken(token, world.first));
  const unnamed = left.filter(
    ({ id, description }) => ![id, description].some((name) => report.text.includes(name)),
  );

  world.advance(hourMs + 60_000);
  const next = await world.run(() => {}, null);

  const after = await world.held();
  expect(await world.works(after), "the next run leaves a valid token in the store").toBe(true);
  expect(next.errors, "the next run succeeds").toEqual([]);
  for (const other of (await world.heldElsewhere?.()) ?? [])
    expect(other, "the next run leaves the same token in each other store").toBe(after);
  const reported = `${report.text}\n${failure.startsWith("killed") ? next.text : ""}`;
  const remaining = world.tokens().filter((token) => !isToken(token, after) && !isToken(token, world.first));
  const mayBeLeft = lostTokens === "named unless killed" && failure.startsWith("killed");
  const isNamed = ({ description }: KeptToken) =>
    mayBeLeft || (lostTokens !== "revoked" && reported.includes(description));
  expect(
    remaining.filter((token) => !isNamed(token)),
    "the next run has revoked the remaining tokens, or named them",
  ).toEqual([]);
  const isOldLeft = world.tokens().some((token) => isToken(token, world.first));
  expect(!isOldLeft || oldLeftTexts.test(reported), "a remaining old token is mentioned").toBe(true);
  for (const token of world.foreign ?? [])
    expect(await world.works(token), "foreign tokens are not revoked").toBe(true);

  const end = mayBeLeft ? ", 1 orphan" : ", 1 named";
  const then = `${after === held ? "kept" : "new"}${isOldLeft ? ", old left" : ""}${remaining.length > 0 ? end : ""}`;
  return `${first}${describeOrphans(left.length, unnamed.length)}; then ${then}`;
}

function describeOrphans(left: number, unnamed: number): string {
  if (unnamed > 0) return ", 1 orphan";
  return left > 0 ? ", 1 named" : "";
}

function createTrap(number: number, target: WireService, failure: Failure): Trap {
  const isAfter =
    failure === "cut after" || failure === "responses lost from here" || failure === "killed after";
  const due: WirePhase = isAfter ? "after" : "before";
  const isKill = failure.startsWith("killed");
  return (met, phase, service) => {
    if (phase !== due) return undefined;
    const isHit = failure.endsWith("from here") ? met >= number && service === target : met === number;
    if (!isHit) return undefined;
    return isKill ? "kill" : "cut";
  };
}

/** Returns whether a token of HUNT's list has this value. */
export function isToken({ hash }: KeptToken, value: string): boolean {
  return hash === createHash("sha256").update(value).digest("hex");
}
