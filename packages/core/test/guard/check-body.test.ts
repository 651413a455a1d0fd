import { describe, expect, it } from "vitest";
import { checkBody } from "../../src/guard/check-body.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("the body of a write", () => {
  it.each([
    [
      "POST",
      "rules",
      { severity: "hihg" },
      '"hihg" is not a value of severity in rules. Did you mean "high"?',
    ],
    [
      "POST",
      "extensions",
      [{ type: "response" }, { type: "respond" }],
      '"respond" is not a value of type in extensions. Did you mean "response"?',
    ],
    [
      "PATCH",
      `Agents/${id}`,
      { isolated: "no" },
      '"no" is not a value of isolated in Agents, which is a boolean. Use true or false.',
    ],
    [
      "PATCH",
      `rules/${id}`,
      { active: "True" },
      '"True" is not a value of active in rules, which is a boolean. Use true or false.',
    ],
    [
      "PUT",
      `credentials/${id}`,
      { login: "SSH" },
      '"SSH" is not a value of login in credentials. Did you mean "ssh"?',
    ],
    [
      "POST",
      "rules/update",
      { severity: 3 },
      '3 is not a value of severity in rules. Values: "low", "medium", "high", "critical".',
    ],
    [
      "POST",
      `targets/${id}/agents`,
      { locationId: "x" },
      `"x" is not a value of locationId in targets/${id}/agents, which is a UUID. Use a UUID, such as ${id}.`,
    ],
  ])("is rejected for a value that cannot be right: %s %s %j", (method, path, body, sentence) => {
    expect(() => checkBody(method, { path, body }, () => {})).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "body", message: `body: ${sentence}` }) as Error,
    );
  });

  it.each([
    [{ sourceType: "mdr" }, '"mdr" is not a known value of sourceType in Alerts, so check the spelling. '],
    [{ sourceType: "Rule" }, '"Rule" is not a known value of sourceType in Alerts. Did you mean "rule"?'],
  ])("causes a warning for a value that another version of HUNT might have: %j", (body, sentence) => {
    const warnings: string[] = [];

    checkBody("POST", { path: "Alerts", body }, (message) => warnings.push(message));

    expect(warnings).toEqual([expect.stringContaining(`body: ${sentence}`)]);
  });

  it.each([
    ["POST", "rules", { severity: "high" }],
    ["POST", "rules", { severity: "High" }],
    ["POST", "rules", { active: "true" }],
    ["PATCH", `rules/${id}`, { active: "false" }],
    ["POST", "rules", { severity: null, name: 5, other: "x" }],
    ["POST", "Alerts", { type: "Process" }],
    ["POST", "userTasks", { "data.zzz": 1 }],
    ["POST", "Alerts", { "severity.x": 1, constructor: "x" }],
    ["POST", "Widgets", { severity: "hihg" }],
    ["POST", `targets/${id}/scan`, { options: { process: "no" } }],
    ["POST", "Agents/scan", { isolated: "no" }],
    ["DELETE", `Agents/${id}`, undefined],
    ["PATCH", `Agents/${id}`, null],
  ])("is accepted if HUNT might accept it: %s %s %j", (method, path, body) => {
    const warnings: string[] = [];

    checkBody(method, { path, body }, (message) => warnings.push(message));

    expect(warnings).toEqual([]);
  });
});
