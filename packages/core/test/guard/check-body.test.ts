import { describe, expect, it } from "vitest";
import { checkBody } from "../../src/guard/check-body.js";
import { findWrittenRecords } from "../../src/guard/written-records.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** Checks the body of a write. Returns the warnings. */
function check(method: string, path: string, body: unknown): string[] {
  const warnings: string[] = [];
  const written = findWrittenRecords(method, { path, body });
  if (written) checkBody(written, (message) => warnings.push(message));
  return warnings;
}

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
    expect(() => check(method, path, body)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "body", message: `body: ${sentence}` }) as Error,
    );
  });

  it.each([
    [
      "flags",
      { weight: 11 },
      "11 is not a valid value of weight in flags. It must be an integer from 0 to 10.",
    ],
    [
      "flags",
      { weight: 1.5 },
      "1.5 is not a valid value of weight in flags. It must be an integer from 0 to 10.",
    ],
    ["flags", { weight: "-1" }, "weight in flags must be an integer from 0 to 10."],
    [
      "flags",
      { color: "pink" },
      '"pink" is not a value of color in flags. Values: "red", "blue", "yellow", "green", "teal", "purple".',
    ],
    ["flags", { name: " " }, "name in flags must not be empty."],
    ["flags", { name: { a: 1 } }, "name in flags must be a string, not an object."],
    ["flags", { name: ["a"] }, "name in flags must be a string, not a list."],
    [
      "Webhooks",
      { url: "ftp://token@example.com" },
      "url in Webhooks must be an HTTP or HTTPS URL, for example https://hooks.example.com/hunt.",
    ],
    [
      "queries",
      { value: "10.0.0.0/8, 999.1.1.0/24" },
      "value in queries must be a valid IP address or range, for example 10.0.0.0/16.",
    ],
    [
      "ExtensionGlobalVariables",
      { type: "number", value: "ten" },
      'value in ExtensionGlobalVariables must be a number, for example "10", because its type is number.',
    ],
    [
      "ExtensionGlobalVariables",
      { type: "boolean", value: "yes" },
      "value in ExtensionGlobalVariables must be true or false, because its type is boolean.",
    ],
    [
      "ExtensionGlobalVariables",
      { type: "numbr", value: 1 },
      '"numbr" is not a value of type in ExtensionGlobalVariables. Did you mean "number"?',
    ],
  ])("is rejected for a value that violates the rule of its field: %s %j", (path, body, sentence) => {
    const [property] = Object.keys(body).slice(sentence.startsWith("value in Ext") ? 1 : 0);

    expect(() => check("POST", path, body)).toThrow(
      expect.objectContaining({ input: "body", property, message: `body: ${sentence}` }) as Error,
    );
  });

  it.each([
    ["PATCH", `flags/${id}`, {}],
    ["PATCH", `flags/${id}`, undefined],
    ["PATCH", `flags/${id}`, { id }],
    ["PUT", `flags/${id}`, { name: undefined }],
    ["POST", `flags/${id}/replace`, {}],
    ["POST", "flags/update", {}],
  ])("is rejected if it changes nothing: %s %s %j", (method, path, body) => {
    const message = "body: has no property of flags to change. Set at least one property.";

    expect(() => check(method, path, body)).toThrow(
      expect.objectContaining({ input: "body", problem: "empty", message }) as Error,
    );
  });

  it.each([
    ["POST", ["x"]],
    ["PATCH", "x"],
    ["POST", 5],
  ])("is rejected if it is not an object: %s %j", (method, body) => {
    const path = method === "POST" ? "flags" : `flags/${id}`;

    expect(() => check(method, path, body)).toThrow("body: a record of flags must be an object.");
  });

  it.each([
    [{ sourceType: "mdr" }, '"mdr" is not a known value of sourceType in Alerts, so check the spelling. '],
    [{ sourceType: "Rule" }, '"Rule" is not a known value of sourceType in Alerts. Did you mean "rule"?'],
  ])("causes a warning for a value that another version of HUNT might have: %j", (body, sentence) => {
    const warnings = check("POST", "Alerts", body);

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
    ["POST", "flags", { name: "a", color: "teal", weight: 10 }],
    ["POST", "flags", { weight: "0" }],
    ["POST", "flags", { weight: null }],
    ["POST", "flags", undefined],
    ["POST", "Webhooks", { url: "http://receiver.local:8080/hunt" }],
    ["POST", "ExtensionGlobalVariables", { type: "number", value: "1e3" }],
    ["POST", "ExtensionGlobalVariables", { type: "number", value: 10 }],
    ["POST", "ExtensionGlobalVariables", { type: "boolean", value: true }],
    ["POST", "ExtensionGlobalVariables", { type: "secret", value: "10" }],
    ["POST", "queries", { value: "10.0.0.1-10.0.0.9; 10.0.0.1-50 fe80::1/64 srv-1 LDAP://dc=acme,dc=com" }],
    ["POST", "queries", { value: "10.example.com" }],
    ["POST", "scheduledJobs", { data: { targetId: id } }],
  ])("is accepted if HUNT might accept it: %s %s %j", (method, path, body) => {
    const warnings = check(method, path, body);

    expect(warnings).toEqual([]);
  });
});
