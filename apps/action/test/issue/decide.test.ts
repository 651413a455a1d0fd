import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideOnIssue,
  type Decision,
  type KnownIssue,
  type CheckOutcome,
  type IssueHistory,
  expiredStage,
  toStage,
} from "../../src/issue/decide-on-issue.js";

const alarm = (tokens: Record<string, number>, contentDigest = "x"): CheckOutcome => ({
  kind: "alarm",
  tokens,
  contentDigest,
});
const well: CheckOutcome = { kind: "well", accepted: {}, contentDigest: "well" };
const accepted = (tokens: Record<string, number>): CheckOutcome => ({ ...well, accepted: tokens });
const known = (isOpen: boolean, history: Partial<IssueHistory>, contentDigest = "x"): KnownIssue => ({
  isOpen,
  history: { notifiedStages: {}, resolved: false, openCount: 1, ...history },
  contentDigest,
});

describe("toStage", () => {
  it("returns a higher stage at 30, 14, 7, and 1 days", () => {
    expect([31, 30, 15, 14, 8, 7, 2, 1, 0].map(toStage)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it("never returns the stage of an expired token", () => {
    expect(toStage(0)).toBeLessThan(expiredStage);
  });
});

describe("decideOnIssue", () => {
  const cases: [string, CheckOutcome, KnownIssue | null, Partial<Decision>][] = [
    ["opens no issue if no token needs attention", well, null, { kind: "leave" }],
    [
      "opens an issue if a token needs attention",
      alarm({ a: 2 }),
      null,
      { kind: "open", history: { notifiedStages: { a: 2 }, resolved: false, openCount: 1 } },
    ],
    [
      "does nothing if the issue is up to date",
      alarm({ a: 2 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "edits the issue if its text has changed",
      alarm({ a: 2 }, "y"),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "edit" },
    ],
    [
      "comments if a token reaches the next stage",
      alarm({ a: 3 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "comment", news: ["a"], history: { notifiedStages: { a: 3 }, resolved: false, openCount: 1 } },
    ],
    [
      "does not comment if a token returns to a previous stage",
      alarm({ a: 2 }),
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "leave" },
    ],
    [
      "comments if another token needs attention",
      alarm({ b: 1 }),
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "comment", news: ["b"] },
    ],
    [
      "closes the issue if no token needs attention",
      well,
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "close", history: { notifiedStages: { a: 3 }, resolved: true, openCount: 1 } },
    ],
    [
      "does not close the issue if the token is still in the reported stage",
      accepted({ a: 2 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "closes the issue if the token is in a lower stage than reported",
      accepted({ a: 1 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "close" },
    ],
    [
      "closes the issue if a token that was reported as expired is valid",
      accepted({ a: 4 }),
      known(true, { notifiedStages: { a: expiredStage } }),
      { kind: "close" },
    ],
    [
      "closes the issue if another token is valid",
      accepted({ b: 4 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "close" },
    ],
    [
      "does not resolve an issue that a person closed if the token is still in the reported stage",
      accepted({ a: 2 }),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "does not reopen an issue that a person closed",
      alarm({ a: 2 }, "y"),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "reopens an issue that a person closed if a token reaches the next stage",
      alarm({ a: 3 }),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "reopen", news: ["a"] },
    ],
    [
      "marks an issue that a person closed as resolved if no token needs attention",
      well,
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "mark-resolved", history: { notifiedStages: { a: 2 }, resolved: true, openCount: 1 } },
    ],
    [
      "reopens a resolved issue if the same token needs attention",
      alarm({ a: 1 }),
      known(false, { notifiedStages: { a: 2 }, resolved: true }),
      { kind: "reopen", history: { notifiedStages: { a: 1 }, resolved: false, openCount: 2 } },
    ],
    [
      "opens a new issue if another token needs attention after an issue was resolved",
      alarm({ b: 1 }),
      known(false, { notifiedStages: { a: 2 }, resolved: true }),
      { kind: "open" },
    ],
    [
      "does not close a resolved issue that a person reopened",
      well,
      known(true, { resolved: true }),
      { kind: "leave" },
    ],
  ];
  it.each(cases)("%s", (_, outcome, issue, decision) => {
    expect(decideOnIssue(outcome, issue)).toMatchObject(decision);
  });

  const thousand = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`t${index}`, 1]));

  it("keeps the history of a thousand tokens", () => {
    const decision = decideOnIssue(alarm({ t1: 2 }), known(true, { notifiedStages: thousand }));

    expect(decision).toMatchObject({ history: { notifiedStages: { ...thousand, t1: 2 } } });
  });

  it("keeps only the history of tokens that need attention if there are more than a thousand", () => {
    const decision = decideOnIssue(alarm({ t1: 1, new: 2 }), known(true, { notifiedStages: thousand }));

    expect(decision).toEqual({
      kind: "comment",
      news: ["new"],
      history: { notifiedStages: { t1: 1, new: 2 }, resolved: false, openCount: 1 },
    });
  });
});

/** A day with one run, and what a person does after it. */
interface Day {
  token: string;
  daysLeft: number;
  warnDays: number;
  /** Whether the check has no result, for example because HUNT could not be reached. */
  isInconclusive: boolean;
  person: string;
}

const day: fc.Arbitrary<Day> = fc.record({
  token: fc.constantFrom("a", "a", "a", "b"),
  daysLeft: fc.integer({ min: -3, max: 60 }),
  warnDays: fc.constantFrom(7, 30, 30, 45),
  isInconclusive: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  person: fc.constantFrom("nothing", "nothing", "nothing", "closes", "opens"),
});

interface Simulated {
  isOpen: boolean;
  history: IssueHistory;
  contentDigest: string;
  /** `openCount token stage` for each token of a comment, and `openCount closing`. */
  comments: string[];
}

/** Applies the decisions of a number of days, as `trackIssue` does on GitHub. Returns all issues. */
function simulate(
  days: readonly Day[],
  check: (issues: readonly Simulated[], day: Day, outcome: CheckOutcome) => void = () => {},
): Simulated[] {
  const all: Simulated[] = [];
  for (const today of days) {
    if (!today.isInconclusive) {
      const { token, daysLeft, warnDays } = today;
      const contentDigest = `${token} ${daysLeft}`;
      const tokens = { [token]: daysLeft < 0 ? expiredStage : toStage(daysLeft) };
      const outcome: CheckOutcome =
        daysLeft < Math.max(0, warnDays)
          ? alarm(tokens, contentDigest)
          : { kind: "well", accepted: tokens, contentDigest };
      const current = all.find(({ isOpen }) => isOpen) ?? all.at(-1) ?? null;
      apply(decideOnIssue(outcome, current), all, current, contentDigest);
      check(all, today, outcome);
    }
    const last = all.at(-1);
    if (last && today.person !== "nothing") last.isOpen = today.person === "opens";
  }
  return all;
}

function apply(decision: Decision, all: Simulated[], current: Simulated | null, contentDigest: string): void {
  if (decision.kind === "leave") return;
  if (decision.kind === "open")
    return void all.push({ isOpen: true, history: decision.history, contentDigest, comments: [] });
  if ("news" in decision)
    current!.comments.push(
      ...decision.news.map(
        (token) => `${decision.history.openCount} ${token} ${decision.history.notifiedStages[token]}`,
      ),
    );
  if (decision.kind === "close") current!.comments.push(`${decision.history.openCount} closing`);
  Object.assign(
    current!,
    { history: decision.history, contentDigest },
    decision.kind === "close" && { isOpen: false },
    decision.kind === "reopen" && { isOpen: true },
  );
}

describe("decideOnIssue on several days", () => {
  const manyDays = fc.array(day, { maxLength: 60 });

  it("never keeps more than one issue open", () => {
    fc.assert(
      fc.property(manyDays, (days) => {
        simulate(days, (all) => expect(all.filter(({ isOpen }) => isOpen).length).toBeLessThanOrEqual(1));
      }),
    );
  });

  it("never repeats a comment while an issue is open", () => {
    fc.assert(
      fc.property(manyDays, (days) => {
        for (const { comments } of simulate(days)) expect(new Set(comments).size).toBe(comments.length);
      }),
    );
  });

  it("keeps an issue open exactly while a token needs attention, or is still in the reported stage", () => {
    const withoutPeople = fc.array(
      day.map((one) => ({ ...one, person: "nothing" })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(withoutPeople, (days) => {
        simulate(days, (all, { token, daysLeft }, { kind }) => {
          const isReported = all.some(
            ({ history: { notifiedStages, resolved } }) =>
              !resolved &&
              token in notifiedStages &&
              notifiedStages[token]! < expiredStage &&
              toStage(daysLeft) >= notifiedStages[token]!,
          );
          expect(all.some(({ isOpen }) => isOpen)).toBe(kind === "alarm" || isReported);
        });
      }),
    );
  });

  it("changes nothing if the next run has the same result", () => {
    fc.assert(
      fc.property(manyDays, day, (days, last) => {
        const again = { ...last, person: "nothing", isInconclusive: false };
        const once = [...days, again];

        expect(simulate([...once, again])).toEqual(simulate(once));
      }),
    );
  });

  it("opens one issue about a token until it expires, with one comment per later stage", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), (from, step) => {
        const ages = Array.from({ length: Math.ceil((from + 4) / step) + 1 }, (_, index) =>
          Math.max(-3, from - index * step),
        );
        const days = ages.map((daysLeft) => ({
          token: "a",
          daysLeft,
          warnDays: 30,
          isInconclusive: false,
          person: "nothing",
        }));
        const [issue, ...others] = simulate(days);
        const stages = [
          ...new Set(
            ages
              .filter((daysLeft) => daysLeft < 30)
              .map((daysLeft) => (daysLeft < 0 ? expiredStage : toStage(daysLeft))),
          ),
        ];
        expect(others).toEqual([]);
        expect(issue?.comments).toEqual(stages.slice(1).map((stage) => `1 a ${stage}`));
      }),
    );
  });

  it("keeps one issue about a token open in runs with different warn-days, with at most one comment per stage", () => {
    const runs = fc.array(
      fc.record({ days: fc.integer({ min: 0, max: 5 }), warnDays: fc.constantFrom(0, 3, 7, 14, 30, 60) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), runs, (from, steps) => {
        let daysLeft = from;
        const days = steps.map(({ days: passed, warnDays }) => ({
          token: "a",
          daysLeft: (daysLeft -= passed),
          warnDays,
          isInconclusive: false,
          person: "nothing",
        }));
        const all = simulate(days);
        expect(all.length).toBe(days.some((one) => one.daysLeft < Math.max(0, one.warnDays)) ? 1 : 0);
        for (const { isOpen, comments } of all) {
          expect(isOpen).toBe(true);
          expect(comments).toEqual([...new Set(comments)].filter((comment) => /^1 a \d$/.test(comment)));
        }
      }),
    );
  });
});
