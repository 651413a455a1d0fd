import { describe, expect, it } from "vitest";
import { formatList } from "../../src/errors/format-list.js";

describe("formatList", () => {
  it.each([[[]], [["a"]], [["a", "b"]], [["a", "b", "c"]], [["a", "b", "c", "d"]]])(
    "returns the same as Intl.ListFormat for %j",
    (words) => {
      const intl = (type: "conjunction" | "disjunction") => new Intl.ListFormat("en", { type }).format(words);

      expect(formatList(words, "and")).toBe(intl("conjunction"));
      expect(formatList(words, "or")).toBe(intl("disjunction"));
    },
  );
});
