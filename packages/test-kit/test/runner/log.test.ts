import { describe, expect, it } from "vitest";
import { readLog } from "../../src/runner/read-step.js";

describe("readLog", () => {
  it("returns a command at the start of a line as an annotation with its title", () => {
    const { annotations } = readLog("::warning title=Soon%3A really::two%0Alines, 100%25\n");
    expect(annotations).toEqual([{ level: "warning", title: "Soon: really", message: "two\nlines, 100%" }]);
  });

  it("accepts white space before a command, but no other text", () => {
    expect(readLog("  ::error::yes").annotations).toHaveLength(1);
    expect(readLog("say ::error::no").annotations).toHaveLength(0);
  });

  it("accepts the older form of a command anywhere in a line", () => {
    expect(readLog("host ##[error]pwned").annotations).toEqual([
      { level: "error", title: "", message: "pwned" },
    ]);
  });

  it("masks a value only in the lines after the mask", () => {
    expect(readLog("early secret\n::add-mask::secret\nlate secret").lines).toEqual([
      "early secret",
      "late ***",
    ]);
  });
});
