import { randomUUID } from "node:crypto";
import { HuntClient } from "@huntkit/core";
import type { Sandbox } from "@huntkit/sandbox";
import { actions, onEachEngine } from "@huntkit/test-kit/terraform";
import { startHunt } from "@huntkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { exportAll } from "../../src/scripts/export/export.js";
import { Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

const hostile = [
  '${file("/etc/passwd")}',
  "%{ for x in [1] }",
  'a"\nresource "hunt_flag" "evil" {',
  "\u202egnp.exe",
  "*/ # //",
  "..",
  "東京",
  "Überwachung (Süd)",
  "10.0.0.0/8",
  "for",
];

/** Objects that HUNT can hold, with values that the provider rejects, by route. */
const unmanageable: [route: string, row: Record<string, unknown>][] = [
  ["flags", { name: "Heavy", color: "red", weight: 12 }],
  ["flags", { name: "Pink", color: "pink" }],
  ["flags", { name: " ", color: "red" }],
  ["Webhooks", { name: "Mail", url: "mailto:x@example.com" }],
  ["queries", { name: "Nowhere", value: " " }],
  ["rules", { name: "Informational", body: "a == 1", severity: "Info" }],
  ["credentials", { name: "Unknown", login: "kerberos" }],
  ["ExtensionGlobalVariables", { name: "count", type: "number", value: "many" }],
  ["extensions", { name: "No header", type: "collection", body: "hunt.log('x')" }],
  ["scheduledJobs", { name: "scan-scheduled", schedule: "yearly", relatedId: randomUUID() }],
];

/** Creates a record that the client might reject. */
async function createUnchecked({ url, tokens }: Sandbox, route: string, row: object): Promise<void> {
  const { status } = await fetch(`${url}/api/${route}`, {
    method: "POST",
    headers: { authorization: tokens.admin, "content-type": "application/json" },
    body: JSON.stringify(row),
  });
  expect(status).toBe(200);
}

onEachEngine((engine) => {
  it("plans to import all objects without changes, regardless of their names", async () => {
    const { sandbox, client, stop } = await startHunt(HuntClient);
    onTestFinished(stop);
    for (const name of hostile) await client.flags.create({ name, color: "red" });
    await client.targets.create({ name: "Lines", description: "one\r\ntwo ${three}\n" });
    for (const [route, row] of unmanageable) await createUnchecked(sandbox, route, row);
    const workspace = new Workspace(engine, { files: {}, sandbox });
    const shell = fakeShell(workspace.folder, { env: workspace.env });
    await exportAll({ out: "." }, shell);
    const [count] = /\d+(?= objects)/.exec(shell.printed())!;
    expect(shell.noted().match(/^hunt_(?!location).*: skipped .*$/gm)).toHaveLength(unmanageable.length);
    expect(await workspace.run("fmt", "-check", "-diff")).toEqual({ code: 0, stdout: "", stderr: "" });
    const plan = await workspace.plan();
    expect(actions(plan)).toEqual({});
    expect(plan.resource_changes?.filter(({ change }) => change.importing)).toHaveLength(Number(count));
  }, 120_000);
});
