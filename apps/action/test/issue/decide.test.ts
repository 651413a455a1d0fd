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

describe("the stage of a token", () => {
  it("rises at 30, 14, 7 and 1 days, and once more when it is dead", () => {
    expect([31, 30, 15, 14, 8, 7, 2, 1, 0].map(toStage)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(expiredStage).toBe(5);
  });
});

describe("what becomes of the issue", () => {
  const cases: [string, CheckOutcome, KnownIssue | null, Partial<Decision>][] = [
    ["none is opened while all is well", well, null, { kind: "leave" }],
    [
      "one is opened for trouble",
      alarm({ a: 2 }),
      null,
      { kind: "open", history: { notifiedStages: { a: 2 }, resolved: false, openCount: 1 } },
    ],
    [
      "nothing is done where all was told",
      alarm({ a: 2 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "it is edited where its text is no longer right",
      alarm({ a: 2 }, "y"),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "edit" },
    ],
    [
      "it gets a comment for a further stage",
      alarm({ a: 3 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "comment", news: ["a"], history: { notifiedStages: { a: 3 }, resolved: false, openCount: 1 } },
    ],
    [
      "it gets none where a stage falls, so that it is not told of twice",
      alarm({ a: 2 }),
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "leave" },
    ],
    [
      "it gets one for another token in trouble",
      alarm({ b: 1 }),
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "comment", news: ["b"] },
    ],
    [
      "it is closed when all is well",
      well,
      known(true, { notifiedStages: { a: 3 } }),
      { kind: "close", history: { notifiedStages: { a: 3 }, resolved: true, openCount: 1 } },
    ],
    [
      "it stays where a run that warns later finds the token that was told of",
      accepted({ a: 2 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "it is closed where that token has more time left than was told",
      accepted({ a: 1 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "close" },
    ],
    [
      "it is closed where a token that was dead is accepted",
      accepted({ a: 4 }),
      known(true, { notifiedStages: { a: expiredStage } }),
      { kind: "close" },
    ],
    [
      "it is closed where another token is accepted",
      accepted({ b: 4 }),
      known(true, { notifiedStages: { a: 2 } }),
      { kind: "close" },
    ],
    [
      "closed by a person, its story goes on where a run that warns later finds the token",
      accepted({ a: 2 }),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "closed by a person, it stays closed",
      alarm({ a: 2 }, "y"),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "leave" },
    ],
    [
      "closed by a person, it is opened for a further stage",
      alarm({ a: 3 }),
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "reopen", news: ["a"] },
    ],
    [
      "closed by a person, its story ends silently when all is well",
      well,
      known(false, { notifiedStages: { a: 2 } }),
      { kind: "mark-resolved", history: { notifiedStages: { a: 2 }, resolved: true, openCount: 1 } },
    ],
    [
      "resolved, it is opened again for the same token",
      alarm({ a: 1 }),
      known(false, { notifiedStages: { a: 2 }, resolved: true }),
      { kind: "reopen", history: { notifiedStages: { a: 1 }, resolved: false, openCount: 2 } },
    ],
    [
      "resolved, it rests where another token is in trouble",
      alarm({ b: 1 }),
      known(false, { notifiedStages: { a: 2 }, resolved: true }),
      { kind: "open" },
    ],
    [
      "resolved and opened by a person, it stays open",
      well,
      known(true, { resolved: true }),
      { kind: "leave" },
    ],
  ];
  it.each(cases)("%s", (_, standing, issue, decision) => {
    expect(decideOnIssue(standing, issue)).toMatchObject(decision);
  });
});

describe("what an issue remembers", () => {
  it("is bounded: of more than a thousand tokens, only those in trouble are kept", () => {
    const notifiedStages = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`t${index}`, 1]));
    expect(decideOnIssue(alarm({ t1: 1, new: 2 }), known(true, { notifiedStages }))).toEqual({
      kind: "comment",
      news: ["new"],
      history: { notifiedStages: { t1: 1, new: 2 }, resolved: false, openCount: 1 },
    });
    expect(decideOnIssue(alarm({ t1: 2 }), known(true, { notifiedStages }))).toMatchObject({
      history: { notifiedStages: { ...notifiedStages, t1: 2 } },
    });
  });
});

/** A day's finding: which token is in the place, how many days it has left, from when on the run warns, whether that could not be found out, and what a person does in the evening. */
interface Day {
  token: string;
  daysLeft: number;
  warnDays: number;
  isUnclear: boolean;
  person: string;
}

const day: fc.Arbitrary<Day> = fc.record({
  token: fc.constantFrom("a", "a", "a", "b"),
  daysLeft: fc.integer({ min: -3, max: 60 }),
  warnDays: fc.constantFrom(7, 30, 30, 45),
  isUnclear: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  person: fc.constantFrom("nothing", "nothing", "nothing", "closes", "opens"),
});

interface Simulated {
  isOpen: boolean;
  history: IssueHistory;
  contentDigest: string;
  /** `round token stage` of each comment's news, and `round closing`. */
  comments: string[];
}

/** Lives through days with what `decide` says, as `track` does it on GitHub. */
function live(
  days: readonly Day[],
  check: (issues: readonly Simulated[], day: Day, standing: CheckOutcome) => void,
): Simulated[] {
  const all: Simulated[] = [];
  for (const today of days) {
    if (!today.isUnclear) {
      const { token, daysLeft, warnDays } = today;
      const contentDigest = `${token} ${daysLeft}`;
      const tokens = { [token]: daysLeft < 0 ? expiredStage : toStage(daysLeft) };
      const standing: CheckOutcome =
        daysLeft < Math.max(0, warnDays)
          ? alarm(tokens, contentDigest)
          : { kind: "well", accepted: tokens, contentDigest };
      const current = all.find(({ isOpen }) => isOpen) ?? all.at(-1) ?? null;
      apply(decideOnIssue(standing, current), all, current, contentDigest);
      check(all, today, standing);
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

describe("whatever a year of daily findings brings", () => {
  const year = fc.array(day, { maxLength: 60 });

  it("there is at most one open issue", () => {
    fc.assert(
      fc.property(
        year,
        (days) =>
          void live(days, (all) => expect(all.filter(({ isOpen }) => isOpen).length).toBeLessThanOrEqual(1)),
      ),
    );
  });

  it("no issue tells twice in a round that a token crossed a threshold, or that all is well", () => {
    fc.assert(
      fc.property(year, (days) => {
        for (const { comments } of live(days, () => {})) expect(new Set(comments).size).toBe(comments.length);
      }),
    );
  });

  it("trouble leaves an open issue and the end of it none, unless a person or a run that warns earlier wants it otherwise", () => {
    const alone = fc.array(
      day.map((one) => ({ ...one, person: "nothing" })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(alone, (days) => {
        live(days, (all, { token, daysLeft }, { kind }) => {
          const isToldOf = all.some(
            ({ history: { notifiedStages, resolved } }) =>
              !resolved &&
              token in notifiedStages &&
              notifiedStages[token]! < expiredStage &&
              toStage(daysLeft) >= notifiedStages[token]!,
          );
          expect(all.some(({ isOpen }) => isOpen)).toBe(kind === "alarm" || isToldOf);
        });
      }),
    );
  });

  it("the same finding on the next day changes nothing", () => {
    fc.assert(
      fc.property(year, day, (days, last) => {
        const person = "nothing";
        const repeated = [...days, { ...last, person, isUnclear: false }];
        expect(live([...repeated, { ...last, person, isUnclear: false }], () => {})).toEqual(
          live(repeated, () => {}),
        );
      }),
    );
  });

  it("a token that only ages, unseen by people, makes one issue with a comment a threshold after the one it was opened at", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), (from, step) => {
        const ages = Array.from({ length: Math.ceil((from + 4) / step) + 1 }, (_, index) =>
          Math.max(-3, from - index * step),
        );
        const days = ages.map((daysLeft) => ({
          token: "a",
          daysLeft,
          warnDays: 30,
          isUnclear: false,
          person: "nothing",
        }));
        const [issue, ...others] = live(days, () => {});
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

  it("a token that only ages, seen by runs with different warn-days, makes one issue that stays open, with at most a comment a threshold", () => {
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
          isUnclear: false,
          person: "nothing",
        }));
        const all = live(days, () => {});
        expect(all.length).toBe(days.some((one) => one.daysLeft < Math.max(0, one.warnDays)) ? 1 : 0);
        for (const { isOpen, comments } of all) {
          expect(isOpen).toBe(true);
          expect(comments).toEqual([...new Set(comments)].filter((comment) => /^1 a \d$/.test(comment)));
        }
      }),
    );
  });
});
