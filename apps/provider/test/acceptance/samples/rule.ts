import { sample, uuid } from "./sample.js";

export const rule = sample({
  type: "hunt_rule",
  route: "rules",
  minimal: { name: "Encoded PowerShell", body: 'process where command_line contains "-enc"' },
  full: {
    name: "Encoded PowerShell",
    body: 'process where command_line contains "-enc"\n',
    short: "Encoded",
    description: "Finds *encoded* commands.",
    severity: "high",
    active: false,
    guid: uuid(1),
  },
  changes: {
    name: "Hidden PowerShell",
    body: 'process where command_line contains "-w hidden"',
    short: "Hidden",
    description: "Finds hidden windows.",
    severity: "critical",
    active: true,
  },
  replacements: { guid: { guid: uuid(2) } },
  wrong: [
    [{ name: "" }, "name"],
    [{ body: " " }, "body"],
    [{ severity: "severe" }, "severity"],
    [{ guid: "1" }, "guid"],
    [{ guid: "ABCDEF00-0000-4000-8000-000000000000" }, "guid"],
  ],
  names: ["name", "guid"],
  drift: { body: "process where true", severity: "low" },
});
