import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { parseJson } from "../../src/http/parse-json.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const long = "x".repeat(40_000);

/** What a guess at a row's end may take for one. */
const traps = fc.constantFrom('},{"id":', '"},{"id":1}', '\\"},{\\"id\\":', "}]", "é", "\u2028", "");
const row = fc.record({
  id: fc.nat(),
  name: fc.tuple(traps, fc.string({ unit: "binary" }), traps).map((each) => each.join("")),
  filler: fc.constant(long),
});
const rows = fc.array(
  fc.record({
    id: fc.nat(),
    inner: fc.array(row, { maxLength: 3 }),
    name: fc.constantFrom(long, "short", "ü"),
  }),
  { minLength: 1, maxLength: 12 },
);

describe("JSON of any length", () => {
  it("is what JSON.parse makes of it, whatever its rows hold", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          rows,
          fc.array(row, { maxLength: 10 }),
          fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as unknown),
        ),
        (value) => {
          const text = JSON.stringify(value);
          expect(isDeepStrictEqual(parseJson(bytesOf(text)), JSON.parse(text))).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is refused where JSON.parse refuses it, wherever it is damaged", () => {
    const whole = JSON.stringify(
      Array.from({ length: 8 }, (_, id) => ({ id, filler: long, inner: [{ id: 1 }, { id: 2 }] })),
    );
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.constantFrom("", ",", "]", "}", '"', "{", "\\", "},{", '},{"id":'),
        fc.nat(3),
        (at, put, cut) => {
          const text = whole.slice(0, at) + put + whole.slice(at + cut);
          const outcome = (parse: () => unknown) => {
            try {
              return { value: parse() };
            } catch (error) {
              return { error: (error as Error).name };
            }
          };
          expect(
            isDeepStrictEqual(
              outcome(() => parseJson(bytesOf(text))),
              outcome(() => JSON.parse(text)),
            ),
          ).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ["without a single key", `[${"{},".repeat(43_692)}]`],
    ["with a comma at its end", `[${'{"id":1},'.repeat(20_000)}]`],
  ])("is refused as a list %s that has an item too few", (_what, text) => {
    expect(() => parseJson(bytesOf(text))).toThrow(SyntaxError);
  });

  it("is tried no more than a few times over, however far the guesses lie apart", () => {
    const far = `{"a":[${"1,".repeat(2_000_000)}{},{"a":0}]}`;
    const parse = vi.spyOn(JSON, "parse");
    try {
      expect(parseJson(bytesOf(`[${far}]`))).toHaveLength(1);
      expect(parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0)).toBeLessThan(far.length * 3);
    } finally {
      parse.mockRestore();
    }
  });

  it("is read from its place within other bytes, and without the mark before it", () => {
    const text = JSON.stringify([
      { id: 1, long: long.repeat(5) },
      { id: 2, long: "é" },
    ]);
    expect(parseJson(bytesOf(`123${text}456`).subarray(3, -3))).toEqual(JSON.parse(text));
    expect(parseJson(bytesOf(`\uFEFF${text}`))).toEqual(JSON.parse(text));
  });

  it.each([
    ["flat rows", Array.from({ length: 1_000 }, (_, id) => ({ id, name: "x".repeat(1_000) }))],
    [
      "rows with lists of rows",
      Array.from({ length: 1_000 }, (_, id) => ({
        id,
        comments: [
          { id: 1, text: "x".repeat(500) },
          { id: 2, text: "y".repeat(500) },
        ],
      })),
    ],
  ])("never is one long text, as a listing of %s", (_, listing) => {
    const bytes = bytesOf(JSON.stringify(listing));
    const parse = vi.spyOn(JSON, "parse");
    try {
      expect(parseJson(bytes)).toEqual(listing);
      expect(Math.max(...parse.mock.calls.map(([text]) => text.length))).toBeLessThan(bytes.byteLength / 2);
      expect(parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0)).toBeLessThan(
        bytes.byteLength * 2.5,
      );
    } finally {
      parse.mockRestore();
    }
  });
});
