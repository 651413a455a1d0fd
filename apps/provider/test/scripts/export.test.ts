import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { string } from "@huntkit/terraform-plugin";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { formatConfiguration } from "../../src/scripts/export/configuration.js";
import { exportable, exportAll } from "../../src/scripts/export/export.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const shellIn = (folder: string, token = hunt().sandbox.tokens.admin) =>
  fakeShell(folder, { env: { HUNT_INSTANCE: hunt().sandbox.url, HUNT_TOKEN: token } });

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

describe("export", () => {
  it("writes one file per type, and an import block for every object that is not built into HUNT", async () => {
    const folder = temporaryDirectory();
    const shell = shellIn(folder);
    expect(await exportAll({}, shell)).toBe(0);
    const out = join(folder, "hunt");
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining([
        "provider.tf",
        "imports.tf",
        ...exportable.filter((type) => type !== "hunt_location").map((type) => `${type}.tf`),
      ]),
    );
    const ids = [...read(out, "imports.tf").matchAll(/to = (\S+)\n  id = "(.*)"/g)].map(([, to, id]) => [
      to,
      id,
    ]);
    const flags = hunt()
      .sandbox.records("flags")
      .filter(({ deleted, name }) => deleted !== true && !String(name).startsWith("Verified "))
      .map(({ id }) => id);
    expect(
      ids
        .filter(([to]) => to?.startsWith("hunt_flag."))
        .map(([, id = ""]) => id)
        .sort(),
    ).toEqual(flags.sort());
    expect(shell.printed()).toContain(`for ${ids.length} objects`);
    expect(shell.noted()).toContain(`hunt_flag: ${flags.length}, without 2 that are built into HUNT\n`);
  });

  it("exports a target group once, and not also as its location", async () => {
    const folder = temporaryDirectory();
    const shell = shellIn(folder);
    const groups = hunt().sandbox.records("targets").length;

    await exportAll({ only: ["hunt_location", "hunt_target_group"] }, shell);

    const ids = [...read(folder, "hunt/imports.tf").matchAll(/id = "(.*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(groups);
    expect(shell.noted().match(/^hunt_location.*$/gm)).toEqual([
      `hunt_location: 0, without ${groups} that are exported as target groups with the same IDs`,
    ]);
  });

  it("exports locations if target groups are not exported", async () => {
    const folder = temporaryDirectory();

    await exportAll({ only: ["hunt_location"] }, shellIn(folder));

    const { length } = hunt().sandbox.records("locations");
    expect(read(folder, "hunt/hunt_location.tf").match(/^resource "hunt_location"/gm)).toHaveLength(length);
  });

  it("writes a reference to an exported object, and the ID of any other object", async () => {
    const folder = temporaryDirectory();
    await exportAll({ only: ["hunt_target_group", "hunt_organization"] }, shellIn(folder));
    const text = read(folder, "hunt/hunt_target_group.tf");
    expect(text).toMatch(
      /^resource "hunt_target_group" "cork_servers" \{\n  name                = "Cork servers"$/m,
    );
    expect(text).toMatch(/^  organization_id     = hunt_organization\.[a-z_]+\.id$/m);
    expect(text).toMatch(/^  controller_group_id = "[0-9a-f-]{36}"$/m);
    expect(text).not.toMatch(/last_scanned_on|purge_archive_on_destroy| id /);
  });

  it("writes scripts to separate files, unchanged", async () => {
    const folder = temporaryDirectory();
    await exportAll({ only: ["hunt_extension"] }, shellIn(folder));
    expect(read(folder, "hunt/hunt_extension.tf")).toContain(
      'file("${path.module}/hunt_extension/host_isolation.lua")',
    );
    const { body } = hunt()
      .sandbox.records("extensions")
      .find(({ name }) => name === "Host Isolation") as unknown as { body: string };
    expect(read(folder, "hunt/hunt_extension/host_isolation.lua")).toBe(body);
  });

  it("writes a comment instead of a write-only value", async () => {
    const folder = temporaryDirectory();
    await hunt().client.extensionVariables.create({
      name: "api_key",
      type: "secret",
      value: "correct-horse-battery",
    });
    await exportAll({ only: ["hunt_extension_variable", "hunt_credential"] }, shellIn(folder));
    expect(read(folder, "hunt/hunt_credential.tf")).toContain(
      "# password_wo is secret, so it is not exported.",
    );
    expect(read(folder, "hunt/hunt_extension_variable.tf")).toContain('"api_key"');
    expectNoToken(read(folder, "hunt/hunt_extension_variable.tf"), "correct-horse-battery");
  });

  it("writes a comment instead of a sensitive value", () => {
    const attributes = {
      name: string({ required: true, description: "" }),
      secret: string({ optional: true, sensitive: true, description: "" }),
    };
    const [, file] = formatConfiguration([
      {
        type: "hunt_x",
        name: "y",
        importId: "1",
        id: "1",
        attributes,
        state: { name: "Y", secret: "correct-horse-battery" },
      },
    ]);
    expect(file?.content).toBe(
      'resource "hunt_x" "y" {\n  name = "Y"\n  # secret is secret, so it is not exported. HUNT keeps its current value until you set a new one.\n}\n',
    );
  });

  it("exports every object of the sandbox", async () => {
    const shell = shellIn(temporaryDirectory());

    expect(await exportAll({}, shell)).toBe(0);
    expect(shell.noted().match(/^(?!hunt_location).*skipped.*$/gm)).toBeNull();
  });

  it("writes an import ID of a policy assignment that takes one request, and references", async () => {
    const folder = temporaryDirectory();
    const only = ["hunt_organization", "hunt_policy", "hunt_device_group", "hunt_policy_assignment"];

    await exportAll({ only }, shellIn(folder));

    const [row] = hunt().sandbox.records("PolicyAssignments");
    const file = read(folder, "hunt/hunt_policy_assignment.tf");
    expect(read(folder, "hunt/imports.tf")).toContain(
      `to = hunt_policy_assignment.workstations_workstations_northwind_harbour\n  id = "${String(row!["organizationId"])}/${row!.id}"`,
    );
    expect(file).toMatch(/policy_id += hunt_policy\.workstations\.id$/m);
    expect(file).toMatch(/device_group_id += hunt_device_group\.workstations\.id$/m);
    expect(file.match(/^resource /gm)).toHaveLength(hunt().sandbox.records("PolicyAssignments").length);
  });

  it("skips an object that the provider rejects, names it, and exits with code 1", async () => {
    const folder = temporaryDirectory();
    const shell = shellIn(folder);
    const { url, tokens } = hunt().sandbox;
    // The client rejects this weight.
    const response = await fetch(`${url}/api/flags`, {
      method: "POST",
      headers: { authorization: tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ name: "Heavy", color: "red", weight: 12 }),
    });
    const { id } = (await response.json()) as { id: string };

    expect(await exportAll({ only: ["hunt_flag"] }, shell)).toBe(1);

    expect(shell.noted()).toContain(
      `hunt_flag: skipped "Heavy" (ID ${id}). Invalid weight. It must be an integer from 0 to 10.\n`,
    );
    expect(read(folder, "hunt/hunt_flag.tf")).not.toContain("Heavy");
    expect(read(folder, "hunt/imports.tf")).not.toContain(id);
  });

  it("masks a token in the name of an object that it skips", async () => {
    const shell = shellIn(temporaryDirectory());
    await hunt().client.flags.create({ name: "Zz09".repeat(16), color: "red" });

    await exportAll({ only: ["hunt_flag"] }, shell);

    expect(shell.noted()).toContain('hunt_flag: skipped "hunt_****" (ID ');
    expectNoToken(shell.noted(), "Zz09".repeat(16));
  });

  it("writes the token to no file and no output", async () => {
    const folder = temporaryDirectory();
    const shell = shellIn(folder);
    await exportAll({}, shell);
    const { admin } = hunt().sandbox.tokens;
    expectNoToken(shell.printed() + shell.noted(), admin);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const { parentPath, name } of files) expectNoToken(read(parentPath, name), admin);
  });

  it("assigns the same unique names in each export", async () => {
    for (const name of ["Twin", "twin", "TWIN!"]) await hunt().client.controllerGroups.create({ name });
    const texts = [];
    for (const out of ["one", "two"]) {
      const folder = temporaryDirectory();
      await exportAll({ out, only: ["hunt_controller_group"] }, shellIn(folder));
      texts.push(read(folder, out, "hunt_controller_group.tf"));
    }
    expect(texts[0]).toBe(texts[1]);
    expect([...texts[0]!.matchAll(/" "(twin\w*)"/g)].map(([, name = ""]) => name).sort()).toEqual([
      "twin",
      "twin_2",
      "twin_3",
    ]);
  });

  it("rejects existing files before the first request", async () => {
    const directory = temporaryDirectory();
    await exportAll({ only: ["hunt_flag"] }, shellIn(directory));
    hunt().sandbox.requests.clear();

    await expect(exportAll({ only: ["hunt_flag"] }, shellIn(directory))).rejects.toThrow(
      /already contains provider\.tf, imports\.tf, hunt_flag\.tf\. .*--out.*--force/,
    );
    expect(hunt().sandbox.requests).toHaveLength(0);
  });

  it("replaces existing files with --force", async () => {
    const directory = temporaryDirectory({ "hunt/hunt_flag.tf": "old" });

    expect(await exportAll({ only: ["hunt_flag"], force: true }, shellIn(directory))).toBe(0);
    expect(read(directory, "hunt/hunt_flag.tf")).toContain('resource "hunt_flag"');
  });

  it("lists the types that can be exported for an invalid value of --only", async () => {
    await expect(exportAll({ only: ["hunt_flags"] }, shellIn(temporaryDirectory()))).rejects.toThrow(
      /^Invalid value "hunt_flags" for --only\. Use .*hunt_flag,/,
    );
  });

  it("skips types that the user is not allowed to read, and exits with code 1", async () => {
    const folder = temporaryDirectory();
    const shell = shellIn(folder, hunt().sandbox.tokens.analyst);
    expect(await exportAll({ only: ["hunt_flag", "hunt_webhook"] }, shell)).toBe(1);
    expect(shell.noted()).toMatch(/^hunt_webhook: skipped\. HUNT /m);
    expect(readdirSync(join(folder, "hunt"))).not.toContain("hunt_webhook.tf");
    expect(read(folder, "hunt/hunt_flag.tf")).toContain("Probably Bad");
  });

  it("reports an expired token in one error", async () => {
    await expect(exportAll({}, shellIn(temporaryDirectory(), hunt().sandbox.tokens.expired))).rejects.toThrow(
      /^The HUNT token has expired\. /,
    );
  });
});
