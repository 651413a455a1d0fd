import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, getDaysLeft, getElapsedLifetime, isExpired } from "../../src/internal/index.js";
import { findKnownLifetime, judgeExpiry } from "../../src/token/expiry.js";
import { getTokenLifetime } from "../../src/token/lifetime.js";

const instant = fc.date({ min: new Date("1990-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
const iso = instant.map((date) => date.toISOString());
const year = 365 * dayMs;

const getExpiry = (created: unknown, ttl?: unknown) => {
  const lifetime = getTokenLifetime(created, ttl);
  return lifetime.kind === "dated" ? lifetime.expiresAt : lifetime.kind;
};

describe("getTokenLifetime", () => {
  it("returns 365 days of UTC if there is no ttl, regardless of leap days", () => {
    fc.assert(fc.property(iso, (created) => Date.parse(getExpiry(created)) - Date.parse(created) === year));
    expect(getExpiry("2027-03-01")).toBe("2028-02-29T00:00:00.000Z");
    expect(getExpiry("2028-02-29")).toBe("2029-02-28T00:00:00.000Z");
    expect(getExpiry("2028-02-29T23:59:59.999Z")).toBe("2029-02-28T23:59:59.999Z");
  });

  it("returns the creation plus the ttl in seconds, as a number or a string", () => {
    fc.assert(
      fc.property(iso, fc.integer({ min: 1, max: 2 ** 31 }), (created, ttl) => {
        const expected = new Date(Date.parse(created) + ttl * 1000).toISOString();
        expect(getExpiry(created, ttl)).toBe(expected);
        expect(getExpiry(created, String(ttl))).toBe(expected);
      }),
    );
  });

  it.each([
    ["absent", undefined],
    ["null", null],
    ["zero", 0],
    ["negative", -2],
    ["not a number", "soon"],
    ["hexadecimal", "0x10"],
    ["in scientific notation", "1e3"],
    ["a list with a number", [60]],
    ["a fraction without digits", "60."],
    ["a fraction with letters", "60.x"],
    ["a number with a unit", "60s"],
    ["a number after a space", " 60"],
    ["empty", ""],
    ["an object", {}],
    ["NaN", Number.NaN],
    ["true", true],
  ])("returns 365 days if the ttl is %s, which LoopBack does not accept", (_, ttl) =>
    expect(getExpiry("2026-01-01", ttl)).toBe("2027-01-01T00:00:00.000Z"),
  );

  it("accepts fractions of a second", () => {
    expect(getExpiry("2026-01-01", "0.25")).toBe("2026-01-01T00:00:00.250Z");
    expect(getExpiry("2026-01-01", 1.5)).toBe("2026-01-01T00:00:01.500Z");
  });

  it("returns endless for a ttl of -1, and for a ttl that ends outside the range of dates", () => {
    for (const ttl of [-1, "-1", 1e15, Number.MAX_VALUE, Infinity])
      expect(getExpiry("2026-01-01", ttl)).toBe("endless");
  });

  it("returns unknown if the creation date is missing or invalid", () => {
    for (const created of [undefined, null, "", "soon", 5, "2026-02-30", "2026-13-01", "01/02/2026", {}])
      expect(getExpiry(created, 60)).toBe("unknown");
  });

  it("parses a time without a time zone as UTC, and one with a time zone in that zone", () => {
    expect(getExpiry("2026-01-01T12:00:00", 1)).toBe("2026-01-01T12:00:01.000Z");
    expect(getExpiry("2026-01-01T12:00:00+05:30", 1)).toBe("2026-01-01T06:30:01.000Z");
  });

  it("accepts a creation date in the future", () => {
    expect(getExpiry("2999-01-01")).toBe("3000-01-01T00:00:00.000Z");
  });
});

describe("an expiry date", () => {
  it("isExpired returns true from the exact millisecond of the expiry", () => {
    fc.assert(
      fc.property(iso, (expiresAt) => {
        const at = Date.parse(expiresAt);
        expect([
          isExpired(expiresAt, at - 1),
          isExpired(expiresAt, at),
          isExpired(expiresAt, at + 1),
        ]).toEqual([false, true, true]);
      }),
    );
  });

  it("getDaysLeft returns whole days, rounded down, and a negative number after the expiry", () => {
    const at = "2026-06-01T00:00:00.000Z";
    const before = (ms: number) => getDaysLeft(at, Date.parse(at) - ms);
    expect([
      before(0),
      before(1),
      before(dayMs - 1),
      before(dayMs),
      before(dayMs + 1),
      before(-1),
      before(-dayMs),
    ]).toEqual([-1, 0, 0, 1, 1, -1, -2]);
    fc.assert(
      fc.property(iso, instant, (expiresAt, now) => {
        const count = getDaysLeft(expiresAt, now.getTime());
        const left = Date.parse(expiresAt) - now.getTime();
        const wholeDays = Math.floor(Math.abs(left) / dayMs);
        expect(count).toBe(left > 0 ? wholeDays : -wholeDays - 1);
      }),
    );
  });

  it("judgeExpiry returns expiring if fewer whole days than warnDays are left", () => {
    const expiresAt = "2026-06-01T00:00:00.000Z";
    const statusAt = (ms: number) => judgeExpiry(expiresAt, Date.parse(expiresAt) - ms, 30);
    expect([statusAt(30 * dayMs), statusAt(30 * dayMs - 1), statusAt(1), statusAt(0)]).toEqual([
      "healthy",
      "expiring",
      "expiring",
      "expired",
    ]);
  });
});

describe("getElapsedLifetime", () => {
  const [from, until] = ["2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z"];
  const after = (days: number) => getElapsedLifetime(from, until, Date.parse(from) + days * dayMs);

  it("returns the elapsed fraction from 0 to 1", () => {
    expect([after(0), after(2.5), after(10)]).toEqual([0, 0.25, 1]);
  });

  it("returns no less than 0 and no more than 1", () => {
    expect([after(-1), after(11)]).toEqual([0, 1]);
  });

  it("returns 1 if the lifetime ends when or before it begins", () => {
    expect(getElapsedLifetime(from, from, Date.parse(from))).toBe(1);
    expect(getElapsedLifetime(until, from, Date.parse(from) - dayMs)).toBe(1);
  });
});

describe("findKnownLifetime", () => {
  it("prefers the stated date to the date of the secret", () => {
    expect(findKnownLifetime({ created: "2026-01-01", secretUpdatedAt: "2026-02-01" })).toMatchObject({
      source: "stated",
      createdAt: "2026-01-01T00:00:00.000Z",
    });
    expect(findKnownLifetime({ secretUpdatedAt: "2026-02-01" })).toMatchObject({
      source: "secret",
      createdAt: "2026-02-01T00:00:00.000Z",
    });
    expect(findKnownLifetime({})).toBeNull();
  });

  it.each(["created", "secretUpdatedAt"])("rejects an invalid date in %s", (input) => {
    expect(() => findKnownLifetime({ [input]: "last spring" })).toThrow(
      expect.objectContaining({
        code: "HUNT_INPUT",
        input,
        problem: "invalid",
        message: expect.stringMatching(`^${input}: .*2026-03-31T09:30:00Z`) as string,
      }) as Error,
    );
  });
});
