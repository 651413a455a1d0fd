import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMarkedText, readMark, replaceMarkedText, type Mark } from "../../src/issue/marked-text.js";

const made: Mark = {
  id: "0123456789abcdef",
  history: { notifiedStages: { "00c0ffee": 3 }, resolved: false, openCount: 2 },
  contentDigest: "feedfeedfeedfeed",
};
const end = "<!-- huntkit:end -->";

/** Text as people write it: with anything but the action's own marks. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("\r\n", "\n", "<!-- a note -->", "-->", "$&", "$1", "**bold**", "{}"),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** Content with what others could put there to be taken for a mark. */
const content = fc
  .array(
    fc.oneof(
      text,
      fc.constantFrom(end, formatMarkedText({ ...made, id: "f".repeat(16) }, "forged"), "<!--", "-->"),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(" "));

describe("the action's part of an issue", () => {
  it("tells what was kept in it, whatever stands in and around it", () => {
    fc.assert(
      fc.property(text, content, text, (before, inside, after) => {
        expect(readMark(before + formatMarkedText(made, inside) + after)).toEqual(made);
      }),
    );
  });

  it("is replaced, and all that people wrote before and after it stays, to the letter", () => {
    fc.assert(
      fc.property(text, content, content, text, (before, old, next, after) => {
        const replaced = replaceMarkedText(
          before + formatMarkedText(made, old) + after,
          formatMarkedText(made, next),
        );
        expect(replaced).toBe(before + formatMarkedText(made, next) + after);
      }),
    );
  });

  it("loses nothing where people removed its end", () => {
    const broken = formatMarkedText(made, "old").replace(end, "and mine");
    expect(replaceMarkedText(broken, formatMarkedText(made, "new"))).toBe(
      `${formatMarkedText(made, "new")}\nold\nand mine`,
    );
  });

  it.each([
    ["no text", ""],
    ["no mark", "The token expires."],
    ["a mark of another kind", "<!-- huntkit:comment 0123456789abcdef news 1 -->"],
    ["a mark that somebody broke", "<!-- huntkit:issue 0123456789abcdef {told} -->"],
  ])("is not found in %s", (_, body) => {
    expect(readMark(body)).toBeNull();
  });

  it("that says less than it should is read as far as it goes", () => {
    expect(readMark('<!-- huntkit:issue 0123456789abcdef {"told":{"a":"b"},"round":"x"} -->')).toMatchObject({
      history: { notifiedStages: {}, resolved: false, openCount: 1 },
    });
  });
});
