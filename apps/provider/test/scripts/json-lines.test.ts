import { describe, expect, it } from "vitest";
import { findJsonLine, listJsonLines } from "../../src/scripts/source/json-lines.js";

const text = `{
  "//": "{ \\"a\\": [",
  "resource": {
    "hunt_flag": { "a": {
      "name": "A \\\\",
      "tags": ["x",
        "y"] } },
    "hunt_rule": [
      {
        "b": { "name": "B" } } ]
  }
}
`;

describe("findJsonLine", () => {
  it.each<[(string | number)[], number]>([
    [["//"], 2],
    [["resource"], 3],
    [["resource", "hunt_flag", "a"], 4],
    [["resource", "hunt_flag", "a", "name"], 5],
    [["resource", "hunt_flag", "a", "tags"], 6],
    [["resource", "hunt_flag", "a", "tags", 1], 7],
    [["resource", "hunt_rule", 0, "b", "name"], 10],
  ])("returns the line of the name of a member, or of an element: %j", (path, line) => {
    expect(findJsonLine(text, path)).toBe(line);
  });

  it("returns the line of the innermost existing part for a part that does not exist", () => {
    expect(findJsonLine(text, ["resource", "hunt_flag", "a", "color"])).toBe(4);
  });

  it.each(["", "{", '{"a": ', '{"a" "b"', "[1, 2", "null", '"a"'])(
    "returns the first line if nothing is found: %j",
    (broken) => {
      expect(findJsonLine(broken, ["resource"])).toBe(1);
    },
  );
});

describe("listJsonLines", () => {
  it("lists all parts in the order of the text", () => {
    expect(listJsonLines('{"a": [1, {"b": 2}]}').map(({ path }) => path)).toEqual([
      ["a"],
      ["a", 0],
      ["a", 1],
      ["a", 1, "b"],
    ]);
  });
});
