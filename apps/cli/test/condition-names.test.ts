import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const { hunt, sandbox } = atHunt();

const unknownId = "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const noHost = ["hostname", "nosuchhost", 'no host is named "nosuchhost"'] as const;
const noGroup = ["targetId", unknownId, "no target group has the ID"] as const;
const noLocation = ["locationId", unknownId, "no location has the ID"] as const;
const noOrganization = ["organizationId", unknownId, "no organization has the ID"] as const;

/** Returns the ID of the first record of a model of the sandbox. */
const firstId = (model: string) => sandbox().records(model)[0]!.id;

/** A property of the condition, a value that HUNT does not have, and a part of the message about it. */
type Mistake = readonly [property: string, value: string, message: string];

/** The other arguments of a command, and a mistake in its condition. */
type Sample = readonly [args: () => readonly string[], mistake: Mistake];

/** Commands that wait for records or send a request unchanged, and values that can be new. */
const warning: Readonly<Record<string, Sample>> = {
  "alert watch": [() => ["--once"], noHost],
  "policy list": [() => [], ["type", "edrr", 'no record of Policies has "edrr"']],
  api: [() => ["GET", "Alerts"], noHost],
};

const failing: Readonly<Record<string, Sample>> = {
  "alert list": [() => ["--exit-code"], noHost],
  "alert summary": [() => [], noHost],
  "alert archive": [() => ["--yes"], noHost],
  "agent list": [() => [], noLocation],
  "agent summary": [() => [], noLocation],
  "agent isolate": [() => ["--yes"], noLocation],
  "agent restore": [() => ["--yes"], noLocation],
  "agent scan": [() => ["--yes"], noLocation],
  "agent history": [() => ["SRV-LEI-0012"], ["scanType", "Quik scan", "Did you mean Quick scan?"]],
  "agent logs": [() => ["--yes"], noLocation],
  "agent move": [() => ["--to", "Lyon servers", "--yes"], noLocation],
  "agent uninstall": [() => ["--yes"], noLocation],
  "agent delete": [() => ["--yes"], noLocation],
  "target list": [() => [], noOrganization],
  "task list": [() => [], ["relatedId", unknownId, "no target group has the ID"]],
  "task items": [() => [firstId("userTasks")], ["jobId", unknownId, "no job has the ID"]],
  "quarantine list": [() => [], ["alertId", unknownId, "no alert has the ID"]],
  "result hosts": [() => [firstId("scans")], noHost],
  "result output": [() => [firstId("scans")], noHost],
  "finding list": [() => ["--type", "process,module"], noHost],
  "vulnerability list": [() => [], noHost],
  "location list": [() => [], noOrganization],
  "device-group list": [() => [], ["deviceType", "wrkstation", "Did you mean workstation?"]],
  "query list": [() => [], noGroup],
  "address list": [() => [], noGroup],
  "result list": [() => [], noGroup],
  "box list": [() => [], noGroup],
  export: [() => ["Alerts", "--output", `${temporaryDirectory()}/alerts.ndjson`], noHost],
};

/** The commands whose records refer to no other record with a name or an ID that HUNT lists. */
const withoutNames = [
  "audit-log list",
  "comment list",
  "compliance items",
  "compliance list",
  "controller-group list",
  "credential list",
  "extension list",
  "flag list",
  "job list",
  "organization list",
  "report list",
  "rule list",
  "suppression-rule list",
  "user list",
  "variable list",
  "webhook list",
];

describe("--where", () => {
  it("is in this file for each command that has it", async () => {
    const found = await Promise.all(
      commands.map(async ({ name, load }) => {
        const { options = {} } = (await load()).default;
        return Object.keys(options).some((flag) => flag === "where" || flag === "filter") ? [name] : [];
      }),
    );

    expect(found.flat().toSorted()).toEqual(
      [...Object.keys(failing), ...Object.keys(warning), ...withoutNames].toSorted(),
    );
  });

  it.each(Object.keys(failing))("fails if HUNT does not have a value in it: %s", async (name) => {
    const { code, stderr, message } = await runWithMistake(name, failing[name]!);

    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });

  it.each(Object.keys(warning))("warns if HUNT does not have a value in it: %s", async (name) => {
    const { code, stderr, message } = await runWithMistake(name, warning[name]!);

    expect(stderr).toContain("Warning: --where: ");
    expect(stderr).toContain(message);
    expect(code).toBe(0);
  });
});

async function runWithMistake(name: string, [args, [property, value, message]]: Sample) {
  const where = JSON.stringify({ [property]: value });
  return { ...(await hunt([...name.split(" "), ...args(), "--where", where])), message };
}
