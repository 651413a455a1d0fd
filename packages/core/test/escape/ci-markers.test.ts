import { describe, expect, it } from "vitest";
import { escapeForTerminal, escapeForXml, escapeLines, toSafeJson } from "../../src/escape/index.js";

/** Text that a CI system runs as a command, or hides, in a log. */
const markers: readonly (readonly [system: string, marker: string])[] = [
  ["GitHub Actions, of runners before 2020", "##[add-path]/tmp"],
  ["Azure Pipelines", "##vso[task.setvariable variable=x]y"],
  ["Azure Pipelines, for the color of a line", "##[error]x"],
  ["TeamCity", "##teamcity[buildNumber 'x']"],
  ["GitLab, for a section", "section_start:1:x\r\u001b[0K"],
  ["Jenkins, for a note that is not shown", "\u001b[8mha:////AAAA\u001b[0m"],
];

describe.each(markers)("a marker of %s", (_, marker) => {
  it.each([
    ["escapeForTerminal", escapeForTerminal],
    ["escapeLines", escapeLines],
    ["escapeForXml", escapeForXml],
    ["toSafeJson", (text: string) => toSafeJson({ name: text }, 2)],
  ])("is not in the output of %s", (__, escape) => {
    const output = escape(`before ${marker} after`);

    expect(output).toMatch(/before .* after/);
    expect(output).not.toMatch(/##\w*\[|\r|\u001b/);
  });

  it("is still in the data that is parsed from JSON", () => {
    expect(JSON.parse(toSafeJson({ name: marker }))).toEqual({ name: marker });
  });
});
