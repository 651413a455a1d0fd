import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMarkedText, readMark, replaceMarkedText, type Mark } from "../../src/issue/marked-text.js";

const made: Mark = {
  id: "0123456789abcdef",
  history: { notifiedStages: { "00c0ffee": 3 }, resolved: false, openCount: 2 },
  contentDigest: "feedfeedfeedfeed",
};
const end = "<!-- huntkit:end -->";

/** Text of people: anything except the action's own marks. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("\r\n", "\n", "<!-- a note -->", "-->", "$&", "$1", "**bold**", "{}"),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** Content with text that others could write to imitate a mark. */
const content = fc
  .array(
    fc.oneof(
      text,
      fc.constantFrom(end, formatMarkedText({ ...made, id: "f".repeat(16) }, "forged"), "<!--", "-->"),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(" "));

describe("the text of an issue", () => {
  it("readMark returns the mark that formatMarkedText wrote, regardless of the text in and around it", () => {
    fc.assert(
      fc.property(text, content, text, (before, inside, after) => {
        expect(readMark(before + formatMarkedText(made, inside) + after)).toEqual(made);
      }),
    );
  });

  it("replaceMarkedText keeps the text before and after the marked text verbatim", () => {
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

  it("replaceMarkedText keeps all text if the end mark was removed", () => {
    const broken = formatMarkedText(made, "old").replace(end, "and mine");
    expect(replaceMarkedText(broken, formatMarkedText(made, "new"))).toBe(
      `${formatMarkedText(made, "new")}\nold\nand mine`,
    );
  });

  it.each([
    ["an empty text", ""],
    ["text without a mark", "The token expires."],
    ["the mark of a comment", "<!-- huntkit:comment 0123456789abcdef news 1 -->"],
    ["an invalid mark", "<!-- huntkit:issue 0123456789abcdef {resolved} -->"],
  ])("readMark returns null for %s", (_, body) => {
    expect(readMark(body)).toBeNull();
  });

  it("readMark uses defaults for invalid values in a mark", () => {
    const data = JSON.stringify({ told: { a: "b" }, round: "x" });

    const mark = readMark(`<!-- huntkit:issue 0123456789abcdef ${data} -->`);

    expect(mark?.history).toEqual({ notifiedStages: {}, resolved: false, openCount: 1 });
  });
});
