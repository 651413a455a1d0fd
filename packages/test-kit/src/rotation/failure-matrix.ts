import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Trap, WirePhase, WireService } from "./wire.js";

/** A call is cut before or after it is carried out, once or from there to the end; or the caller is killed at that time. */
export const failures = [
  "cut before",
  "cut after",
  "gone from here",
  "answers lost from here",
  "killed before",
  "killed after",
] as const;
export type Failure = (typeof failures)[number];

/** A token of HUNT's list, as the sandbox keeps it. */
export interface KeptToken {
  readonly id: string;
  readonly description: string;
  /** SHA-256 of the value. */
  readonly hash: string;
}

/** What people read after a run. */
export interface RunReport {
  readonly text: string;
  /** Messages that say that the run has failed. */
  readonly errors: readonly string[];
}

/** A HUNT instance and a store whose token is due for rotation. */
export interface RotationWorld {
  /** The token that the store holds at first. */
  readonly first: string;
  /** Tokens that belong to someone else. */
  readonly foreign?: readonly string[];
  /** What the store holds. */
  held(): string;
  /** All tokens of the user, except foreign ones. */
  tokens(): readonly KeptToken[];
  /** Whether HUNT accepts a token. */
  works(token: string): Promise<boolean>;
  /** Rotates the token, or finishes what the run before has left. It is killed if the trap returns `kill`. */
  run(trap: Trap, failure: Failure | null): Promise<RunReport>;
  /** Moves the clock. */
  advance(ms: number): void;
}

/** What becomes of a token whose value was lost. */
export type LostTokens = "revoked" | "named" | "named unless killed";

/** A rotation to interrupt at each of its calls. */
export interface FailureMatrix {
  /** What rotates, for the table. */
  readonly name: string;
  /** The calls of a whole run, in their order. A test compares them with a run. */
  readonly calls: readonly (readonly [WireService, string])[];
  /** The first and the last of the calls (from 0, the last excluded) that runs with this failure make. Default: all. */
  readonly scope?: (failure: Failure) => readonly [first: number, last: number];
  /** Starts a world that ends with the test. */
  readonly startWorld: () => Promise<RotationWorld>;
  /**
   * What a run says of a token whose value was lost: `revoked` if later runs can tell which one it is, `named` if a person has
   * to, `named unless killed` if nothing is kept of a run that was killed. Default: revoked.
   */
  readonly lostTokens?: LostTokens | ((failure: Failure, call: number) => LostTokens);
  /** Whether the store may hold a revoked token until the next run, while the old one is valid. Default: false. */
  readonly mayStoreRevoked?: boolean;
}

const hourMs = 3_600_000;

/** Ways to say that the old token was not revoked. */
const oldLeftTexts =
  /old (one|token)[^.]*(lives on|still valid|could not be revoked|was left|was not revoked|is in use)|nor the old one|Neither was revoked/;

/**
 * Declares tests that interrupt a rotation at each call in each way, and show that the store always holds a token that works, that
 * nothing foreign is revoked, and that nothing is left unexplained. Prints a table of what each failure left.
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
      "at call $index ($service $call), leaves a working token in the store, and nothing unexplained",
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

  /** For people: what each failure left, what the store held then, and what the next run made of it. */
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

/** Checks what must hold after any failure, and returns a summary for the table. */
async function expectSound(
  world: RotationWorld,
  report: RunReport,
  failure: Failure,
  { lostTokens, mayStoreRevoked }: { lostTokens: LostTokens; mayStoreRevoked: boolean },
): Promise<string> {
  const held = world.held();
  const worksNow = await world.works(held);
  const oldWorks = await world.works(world.first);
  expect(worksNow || (mayStoreRevoked && oldWorks), "the store holds a token that works").toBe(true);
  const oldLeft = oldWorks ? ", old left" : "";
  const first = held === world.first ? "old" : `${worksNow ? "new" : "revoked"}${oldLeft}`;
  const left = world.tokens().filter((token) => !isToken(token, held) && !isToken(token, world.first));
  const unnamed = left.filter(
    ({ id, description }) => ![id, description].some((name) => report.text.includes(name)),
  );

  world.advance(hourMs + 60_000);
  const next = await world.run(() => {}, null);

  const after = world.held();
  expect(await world.works(after), "the next run leaves one that works").toBe(true);
  expect(next.errors, "the next run succeeds").toEqual([]);
  const told = `${report.text}\n${failure.startsWith("killed") ? next.text : ""}`;
  const remaining = world.tokens().filter((token) => !isToken(token, after) && !isToken(token, world.first));
  const mayBeLeft = lostTokens === "named unless killed" && failure.startsWith("killed");
  const isNamed = ({ description }: KeptToken) =>
    mayBeLeft || (lostTokens !== "revoked" && told.includes(description));
  expect(
    remaining.filter((token) => !isNamed(token)),
    "the next run has cleaned up, or named it",
  ).toEqual([]);
  const isOldLeft = world.tokens().some((token) => isToken(token, world.first));
  expect(!isOldLeft || oldLeftTexts.test(told), "an old token that is left is mentioned").toBe(true);
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
    failure === "cut after" || failure === "answers lost from here" || failure === "killed after";
  const due: WirePhase = isAfter ? "after" : "before";
  const isKill = failure.startsWith("killed");
  return (met, phase, service) => {
    if (phase !== due) return undefined;
    const isHit = failure.endsWith("from here") ? met >= number && service === target : met === number;
    if (!isHit) return undefined;
    return isKill ? "kill" : "cut";
  };
}

/** Whether a token of HUNT's is the one with this value. */
export function isToken({ hash }: KeptToken, value: string): boolean {
  return hash === createHash("sha256").update(value).digest("hex");
}
