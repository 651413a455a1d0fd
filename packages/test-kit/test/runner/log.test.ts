import { describe, expect, it } from "vitest";
import { readLog } from "../../src/runner/read-step.js";

describe("a step's output, read as GitHub's runner reads it", () => {
  it("takes a command at the start of a line as an annotation, with its title", () => {
    const { annotations } = readLog("::warning title=Soon%3A really::two%0Alines, 100%25\n");
    expect(annotations).toEqual([{ level: "warning", title: "Soon: really", message: "two\nlines, 100%" }]);
  });

  it("takes a command behind white space as well, but not behind other text", () => {
    expect(readLog("  ::error::yes").annotations).toHaveLength(1);
    expect(readLog("say ::error::no").annotations).toHaveLength(0);
  });

  it("takes the older form of a command anywhere in a line", () => {
    expect(readLog("host ##[error]pwned").annotations).toEqual([
      { level: "error", title: "", message: "pwned" },
    ]);
  });

  it("hides a masked value in what follows the mask, not in what came before", () => {
    expect(readLog("early secret\n::add-mask::secret\nlate secret").lines).toEqual([
      "early secret",
      "late ***",
    ]);
  });
});
