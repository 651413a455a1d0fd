import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  combineConditions,
  formatAmbiguousName,
  formatNameAndId,
  formatUnknownName,
  matchNameOrId,
  matchOneOf,
  matchPattern,
  preferExactName,
  toExactPattern,
} from "../src/lookup.js";

const id = "0F8FAD5B-D9CB-469F-A165-70867728950E";
const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\n\r\u2028\u2029*]/.test(text));
const nonEmpty = fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((text) => !text.includes("*"));

describe("toExactPattern", () => {
  it("matches a string in any case, and no longer string", () => {
    fc.assert(
      fc.property(line, nonEmpty, (name, more) => {
        const pattern = toExactPattern(name);

        expect(pattern.test(name)).toBe(true);
        expect(pattern.test(name + more)).toBe(false);
        expect(pattern.test(more + name)).toBe(false);
      }),
    );
    expect(toExactPattern("ws-lab.1").test("WS-LAB.1")).toBe(true);
    expect(toExactPattern("ws-lab.1").test("WS-LABX1")).toBe(false);
  });

  it("matches any part with *", () => {
    fc.assert(
      fc.property(line, line, line, (before, middle, after) => {
        expect(toExactPattern(`${before}*${after}`).test(before + middle + after)).toBe(true);
      }),
    );
  });

  it("remains a pattern after LoopBack has parsed it between slashes", () => {
    fc.assert(
      fc.property(
        line.filter((name) => name !== ""),
        (name) => {
          const [, pattern] = /^\/(.*)\/i$/s.exec(String(toExactPattern(name)))!;

          expect(new RegExp(pattern!, "i").test(name)).toBe(true);
        },
      ),
    );
  });
});

describe("combineConditions", () => {
  it("joins several conditions with and, and ignores missing and empty ones", () => {
    expect(combineConditions()).toEqual({});
    expect(combineConditions({}, undefined)).toEqual({});
    expect(combineConditions({ a: 1 }, {})).toEqual({ a: 1 });
    expect(combineConditions({ a: 1 }, { or: [{ b: 2 }] })).toEqual({ and: [{ a: 1 }, { or: [{ b: 2 }] }] });
  });
});

describe("conditions", () => {
  it("are undefined without a value", () => {
    expect(matchPattern("name", undefined)).toBeUndefined();
    expect(matchPattern("name", [])).toBeUndefined();
    expect(matchOneOf("severity", [])).toBeUndefined();
  });

  it("contain a pattern or a list", () => {
    expect(matchPattern("name", ["Lab*"])).toEqual({ name: { regexp: /^Lab.*$/i } });
    expect(matchPattern("name", ["Lab*", "x"])).toEqual({
      or: [{ name: { regexp: /^Lab.*$/i } }, { name: { regexp: /^x$/i } }],
    });
    expect(matchOneOf("severity", ["high"])).toEqual({ severity: { inq: ["high"] } });
  });
});

describe("matchNameOrId", () => {
  it("match a name in any case", () => {
    expect(matchNameOrId("lab", ["hostname", "ipstring"])).toEqual({
      or: [{ hostname: { regexp: /^lab$/i } }, { ipstring: { regexp: /^lab$/i } }],
    });
  });

  it("also match an ID if the name could be one", () => {
    expect(matchNameOrId(id, ["name"])).toEqual({
      or: [{ name: { regexp: new RegExp(`^${id}$`, "i") } }, { id: id.toLowerCase() }],
    });
  });
});

describe("preferExactName", () => {
  const rows = [
    { id: "1", name: "Lab" },
    { id: "2", name: "LAB" },
  ];

  it("returns only the row with exactly the name", () => {
    expect(preferExactName(rows, "LAB")).toEqual([rows[1]]);
  });

  it("returns all rows if their names differ from it only in case", () => {
    expect(preferExactName(rows, "lab")).toEqual(rows);
  });

  it("returns the row with the ID", () => {
    expect(preferExactName([{ id: id.toLowerCase(), name: "x" }, rows[0]!], id)).toHaveLength(1);
  });

  it("prefers an exact name in any of the properties", () => {
    const users = [
      { id: "1", username: "NADIA", email: "x@example.com" },
      { id: "2", username: "y", email: "nadia" },
    ];

    expect(preferExactName(users, "nadia", ["username", "email"])).toEqual([users[1]]);
  });
});

describe("wording", () => {
  it("formatUnknownName and formatAmbiguousName report that there is no match, or more than one", () => {
    expect(formatUnknownName("agent", "srv-1")).toBe('No agent named "srv-1" found.');
    expect(formatAmbiguousName("agent", "srv-1")).toBe(
      'Multiple agents are named "srv-1". Use one of these IDs:',
    );
  });

  it("formatNameAndId distinguishes rows of the same name by their IDs", () => {
    expect(formatNameAndId({ id: "42", name: "Lab" })).toBe("Lab  42");
    expect(formatNameAndId({ id: "42", name: null })).toBe("  42");
  });
});
