import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import type { ProviderSchema } from "@huntkit/terraform-plugin/engine";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { formatPlan, run } from "../../src/scripts/runner/run.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

type Resources = Record<string, Record<string, object>>;

/** Creates a directory with a configuration. */
function setUp(resources: Resources, folder = temporaryDirectory()) {
  const { sandbox } = hunt();
  const env = { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
  const write = (next: Resources, file = "main.tf.json") =>
    writeFileSync(join(folder, file), JSON.stringify({ resource: next }));
  write(resources);
  const call = async (
    command: "plan" | "apply" | "destroy",
    { signal, answer }: { signal?: AbortSignal; answer?: string } = {},
  ) => {
    const shell = fakeShell(folder, {
      env,
      ...(signal && { signal }),
      ...(answer !== undefined && { answer }),
    });
    const code = await run(command, { autoApprove: answer === undefined }, shell);
    return { code, printed: shell.printed(), noted: shell.noted() };
  };
  const state = () =>
    JSON.parse(readFileSync(join(folder, "hunt.state.json"), "utf8")) as {
      resources: Record<
        string,
        { values: Record<string, unknown>; tainted: boolean; dependencies: string[] }
      >;
    };
  return { folder, env, write, call, state };
}

const rows = (route: string) => hunt().sandbox.records(route) as unknown as Record<string, unknown>[];
const flagCalled = (name: string) =>
  rows("flags").find((row) => row["name"] === name && row["deleted"] !== true);

/** One object that refers to another, and one without references. */
const three: Resources = {
  hunt_controller_group: { office: { name: "Office" } },
  hunt_target_group: {
    servers: {
      name: "Servers of ${hunt_controller_group.office.name}",
      controller_group_id: "${hunt_controller_group.office.id}",
    },
  },
  hunt_flag: { mine: { name: "Costs $${100}", color: "red" } },
};

describe("plan", () => {
  it("prints the changes of an apply, and changes nothing", async () => {
    const { folder, call } = setUp(three);
    const { code, printed } = await call("plan");
    expect(code).toBe(0);
    expect(printed).toContain("  + hunt_flag.mine will be created\n");
    expect(printed).toContain('      + name = "Costs ${100}"\n');
    expect(printed).toContain("      + controller_group_id = (known after apply)\n");
    expect(printed).toContain("Plan: 3 to add, 0 to change, 0 to destroy.");
    expect(readdirSync(folder)).toEqual(["main.tf.json"]);
    expect(hunt().sandbox.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  it("prints that there is nothing to compare without resources", async () => {
    const { printed } = await setUp({}).call("plan");

    expect(printed).toBe("No changes. Neither the configuration nor the state has resources.\n");
  });

  it("hides sensitive values", () => {
    const secret = {
      type: "string",
      nested: null,
      description: "",
      required: false,
      optional: true,
      computed: false,
      sensitive: true,
      writeOnly: false,
      deprecated: null,
    } as const;
    const schema = {
      resources: { hunt_x: { version: 0, description: "", type: "dynamic", attributes: { secret } } },
    } as unknown as ProviderSchema;
    const change = {
      action: "update",
      prior: { value: { secret: "old-secret-value" }, private: new Uint8Array(), tainted: false },
      planned: { secret: "new-secret-value" },
      config: null,
      requiresReplace: [],
      private: new Uint8Array(),
      warnings: [],
    } as const;
    expect(
      formatPlan([{ address: "hunt_x.y", block: null, change, dependencies: [], isImported: false }], schema),
    ).toContain("      ~ secret = (sensitive value) -> (sensitive value)\n");
  });
});

describe("apply", () => {
  it("prints the number of changed objects at the end", async () => {
    const flag = (color: string) => ({ name: "Counted", color });
    const { write, call } = setUp({ hunt_flag: { a: flag("red"), b: { name: "Extra", color: "red" } } });
    const created = await call("apply");
    write({ hunt_flag: { a: flag("blue") } });
    const changed = await call("apply");

    const destroyed = await call("destroy");

    expect(created.printed).toMatch(/\nApply complete: 2 added, 0 changed, 0 destroyed\.\n$/);
    expect(changed.printed).toMatch(/\nApply complete: 0 added, 1 changed, 1 destroyed\.\n$/);
    expect(destroyed.printed).toMatch(/\nDestroy complete: 1 destroyed\.\n$/);
  });

  it("creates objects in the order of their references, and plans no further changes", async () => {
    const { call, state } = setUp(three);
    expect(await call("apply")).toMatchObject({
      code: 0,
      noted: expect.stringMatching(/office: created\n[^]*servers: created\n/) as string,
    });
    const group = rows("controllerGroups").find(({ name }) => name === "Office")!;
    expect(rows("targets").find(({ name }) => name === "Servers of Office")).toMatchObject({
      controllerGroupId: group["id"],
    });
    expect(flagCalled("Costs ${100}")).toMatchObject({ color: "red" });
    expect(state().resources["hunt_target_group.servers"]).toMatchObject({
      tainted: false,
      dependencies: ["hunt_controller_group.office"],
    });
    expect(await call("plan")).toEqual({
      code: 0,
      noted: "",
      printed: "No changes. HUNT matches the configuration.\n",
    });
    await call("destroy");
  });

  it("updates an object in place", async () => {
    const { write, call } = setUp({ hunt_flag: { a: { name: "A1", color: "red" } } });
    await call("apply");
    write({ hunt_flag: { a: { name: "A2", color: "red" } } });

    const { printed } = await call("apply");

    expect(printed).toContain('  ~ hunt_flag.a will be updated in place\n      ~ name = "A1" -> "A2"\n');
    expect(flagCalled("A2")).toMatchObject({ color: "red" });
    await call("destroy");
  });

  it("repairs an object that was changed in HUNT", async () => {
    const { call } = setUp({ hunt_flag: { b: { name: "B1", color: "red" } } });
    await call("apply");
    await hunt().client.flags.update(String(flagCalled("B1")!["id"]), { color: "green" });

    const { printed } = await call("apply");

    expect(printed).toContain('  ~ hunt_flag.b will be updated in place\n      ~ color = "green" -> "red"\n');
    expect(flagCalled("B1")).toMatchObject({ color: "red" });
    await call("destroy");
  });

  it("creates an object again that was deleted in HUNT", async () => {
    const { call } = setUp({ hunt_flag: { c: { name: "C1", color: "red" } } });
    await call("apply");
    await hunt().client.flags.delete(String(flagCalled("C1")!["id"]));

    const { printed } = await call("apply");

    expect(printed).toContain("  + hunt_flag.c will be created\n");
    expect(flagCalled("C1")).toMatchObject({ color: "red" });
    await call("destroy");
  });

  it("replaces an object that cannot be updated in place, and names the attribute", async () => {
    const { write, call } = setUp({
      hunt_rule: { r: { name: "Replaced", body: "a == 1", guid: "0f8fad5b-d9cb-469f-a165-70867728950e" } },
    });
    await call("apply");
    write({
      hunt_rule: { r: { name: "Replaced", body: "a == 1", guid: "1f8fad5b-d9cb-469f-a165-70867728950e" } },
    });
    const { printed } = await call("apply");
    expect(printed).toContain("-/+ hunt_rule.r must be replaced\n");
    expect(printed).toContain(
      '~ guid = "0f8fad5b-d9cb-469f-a165-70867728950e" -> "1f8fad5b-d9cb-469f-a165-70867728950e" # forces replacement',
    );
    expect(printed).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");
    expect(rows("rules").filter(({ name }) => name === "Replaced")).toHaveLength(1);
    await call("destroy");
  });

  it("deletes objects that are no longer configured, in the reverse order of their references", async () => {
    const { write, call } = setUp(three);
    await call("apply");
    hunt().sandbox.requests.clear();
    write({ hunt_flag: { mine: { name: "Costs $${100}", color: "red" } } });
    await call("apply");
    const deleted = hunt()
      .sandbox.requests.filter(({ method }) => method === "DELETE")
      .map(({ path }) => path.replace(/[0-9a-f-]{36}.*/, ""));
    expect(deleted.map((path) => path.toLowerCase())).toEqual([
      expect.stringContaining("targets"),
      expect.stringContaining("controllergroups"),
    ]);
    await call("destroy");
  });

  it("changes nothing if the answer is not yes", async () => {
    const { call, folder } = setUp({ hunt_flag: { asked: { name: "Asked", color: "red" } } });

    await expect(call("apply", { answer: "y" })).rejects.toThrow("Nothing was changed.");
    expect(flagCalled("Asked")).toBeUndefined();
    expect(existsSync(join(folder, "hunt.state.json.lock"))).toBe(false);
  });

  it("applies the changes if the answer is yes", async () => {
    const { call } = setUp({ hunt_flag: { asked: { name: "Asked", color: "red" } } });

    expect(await call("apply", { answer: "yes" })).toMatchObject({ code: 0 });
    expect(flagCalled("Asked")).toBeDefined();
    await call("destroy");
  });

  it("requires --auto-approve without a terminal", async () => {
    const { folder, env } = setUp({ hunt_flag: { asked: { name: "Asked", color: "red" } } });
    await expect(run("apply", {}, fakeShell(folder, { env }))).rejects.toThrow(/--auto-approve/);
  });

  it("skips objects that depend on a failed one, and creates the others", async () => {
    const { call, state } = setUp(three);
    hunt().sandbox.faults.add({ match: "POST controllerGroups", kind: "status", status: 422, times: 1 });
    const { code, noted } = await call("apply");
    expect(code).toBe(1);
    expect(noted).toMatch(
      /Error: HUNT rejected the values\n\n {2}on .*, in resource\.hunt_controller_group\.office:/,
    );
    expect(noted).toContain(
      "hunt_target_group.servers: skipped, because hunt_controller_group.office failed.",
    );
    expect(Object.keys(state().resources)).toEqual(["hunt_flag.mine"]);
    expect(await call("apply")).toMatchObject({ code: 0 });
    await call("destroy");
  });

  it("keeps an object as tainted whose creation failed halfway, and replaces it", async () => {
    const { call, state } = setUp({
      hunt_extension: { e: { body: extension("Half made", "3f8fad5b-d9cb-469f-a165-70867728950e") } },
    });
    hunt().sandbox.faults.add({
      match: "GET extensions/*/LatestVersion",
      kind: "status",
      status: 500,
      times: 5,
    });
    expect(await call("apply")).toMatchObject({ code: 1 });
    expect(state().resources["hunt_extension.e"]).toMatchObject({ tainted: true });
    hunt().sandbox.faults.clear();
    const { code, printed } = await call("apply");
    expect(printed).toContain("-/+ hunt_extension.e is tainted, so it must be replaced");
    expect(code).toBe(0);
    expect(rows("extensions").filter(({ name }) => name === "Half made")).toHaveLength(1);
    await call("destroy");
  });

  it("completes and saves the changes in progress when it is stopped", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Stopped ${index}`);
    const { call, state } = setUp({
      hunt_flag: Object.fromEntries(names.map((name, index) => [`f${index}`, { name, color: "red" }])),
    });
    const stopping = new AbortController();
    hunt().sandbox.faults.add({ match: "POST flags", kind: "callback", onRequest: () => stopping.abort() });

    const { code, noted } = await call("apply", { signal: stopping.signal });

    expect(code).toBe(1);
    expect(noted).toContain(
      "Stopped. Changes in progress were completed, and the remaining ones were skipped.",
    );
    const made = names.filter(flagCalled).length;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(names.length);
    expect(Object.keys(state().resources)).toHaveLength(made);
    await call("destroy");
  });
});

describe("destroy", () => {
  it("deletes all objects in the state, including those that no longer exist", async () => {
    const { call, state } = setUp(three);
    await call("apply");
    await hunt().client.flags.delete(String(flagCalled("Costs ${100}")!["id"]));
    const { code, printed } = await call("destroy");
    expect(code).toBe(0);
    expect(printed).toContain("Plan: 0 to add, 0 to change, 2 to destroy.");
    expect(state()).toEqual({ format: 1, resources: {} });
    expect(rows("targets").some(({ name }) => name === "Servers of Office")).toBe(false);
  });
});

describe("the state file", () => {
  it("can be read only by its owner, and contains no token", async () => {
    const { folder, call } = setUp(three);
    await call("apply");
    expect(statSync(join(folder, "hunt.state.json")).mode & 0o777).toBe(0o600);
    expectNoToken(readFileSync(join(folder, "hunt.state.json"), "utf8"), hunt().sandbox.tokens.admin);
    expect(readdirSync(folder).sort()).toEqual(["hunt.state.json", "main.tf.json"]);
    await call("destroy");
  });

  it("does not contain write-only values", async () => {
    const { folder, call } = setUp({
      hunt_credential: {
        c: { name: "Written once", password_wo: "correct-horse-battery", password_wo_version: 1 },
      },
    });
    const { printed, noted } = await call("apply");
    expect(JSON.stringify(rows("credentials"))).toContain("Written once");
    expectNoToken(
      readFileSync(join(folder, "hunt.state.json"), "utf8") + printed + noted,
      "correct-horse-battery",
    );
    await call("destroy");
  });

  it("is rejected while another process has the lock, with its ID", async () => {
    const { folder, call } = setUp(three);
    writeFileSync(
      join(folder, "hunt.state.json.lock"),
      JSON.stringify({ pid: process.pid, host: hostname(), since: "2026-03-01T00:00:00Z" }),
    );
    await expect(call("plan")).rejects.toThrow(
      `The state is locked by process ${process.pid} on ${hostname()} since 2026-03-01T00:00:00Z. Wait`,
    );
  });

  it("is rejected with the path of the lock if the process that has it exited", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    const { folder, call } = setUp(three);
    writeFileSync(
      join(folder, "hunt.state.json.lock"),
      JSON.stringify({ pid, host: hostname(), since: "2026-03-01T00:00:00Z" }),
    );
    await expect(call("plan")).rejects.toThrow(
      /which exited without unlocking it\..* delete .*hunt\.state\.json\.lock/,
    );
  });

  it("is rejected if it has another format", async () => {
    const { folder, call } = setUp(three);
    writeFileSync(join(folder, "hunt.state.json"), '{"version": 4}');
    await expect(call("plan")).rejects.toThrow(/is not a state file of hunt-provider/);
  });
});

describe("the configuration of hunt-provider", () => {
  const problem = (json: object | string, file = "main.tf.json") => {
    const { folder, call } = setUp({});
    writeFileSync(join(folder, file), typeof json === "string" ? json : JSON.stringify(json));
    return call("plan").then(
      () => "",
      (error: Error) => error.message,
    );
  };
  const flag = (more: object) => ({ resource: { hunt_flag: { x: { name: "X", color: "red", ...more } } } });

  it.each([
    [{ variable: { x: {} } }, "variable"],
    [{ locals: { x: 1 } }, "locals"],
    [{ module: { x: { source: "./x" } } }, "module"],
    [{ import: { to: "hunt_flag.x[0]", id: "X" } }, "import.to"],
    [{ import: [{ to: "hunt_flag.x", identity: { id: "X" } }] }, "import.0.identity"],
    [{ import: [{ to: "hunt_flag.x", id: "${var.id}" }] }, "import.0.id"],
    [{ moved: { from: "module.x", to: "hunt_flag.x" } }, "moved.from"],
    [{ removed: { from: "hunt_flag.x" } }, "removed.lifecycle"],
    [{ removed: { from: "hunt_flag.x", lifecycle: { destroy: true } } }, "removed.lifecycle"],
    [{ data: { hunt_version: { x: {} } } }, "data"],
    [{ terraform: { backend: { s3: {} } } }, "terraform.backend"],
    [{ provider: { aws: {} } }, "provider.aws"],
    [{ provider: { hunt: [{}, { alias: "x" }] } }, "provider.hunt"],
    [{ provider: { hunt: { instance: "${hunt_flag.x.name}" } } }, "provider.hunt"],
    [{ resource: [{ hunt_flag: {} }] }, "resource"],
    [{ resource: { aws_instance: { x: {} } } }, "resource.aws_instance.x"],
    [flag({ count: 2 }), "resource.hunt_flag.x.count"],
    [flag({ for_each: {} }), "resource.hunt_flag.x.for_each"],
    [flag({ lifecycle: { prevent_destroy: true } }), "resource.hunt_flag.x.lifecycle"],
    [flag({ name: "${var.name}" }), "resource.hunt_flag.x.name"],
    [flag({ name: '${upper("x")}' }), "resource.hunt_flag.x.name"],
    [flag({ name: "${hunt_flag.y.name" }), "resource.hunt_flag.x.name"],
    [flag({ name: "%{ if true }x%{ endif }" }), "resource.hunt_flag.x.name"],
    [flag({ timeouts: { "${x}": "1m" } }), "resource.hunt_flag.x.timeouts.${x}"],
  ])("is rejected with its path if it requires an engine: %j", async (json, place) => {
    expect(await problem(json)).toMatch(/\nhunt-provider does not support this\. .*Terraform or OpenTofu/);
    expect(await problem(json)).toContain(`\n  on main.tf.json line 1, in ${place}:\n`);
  });

  it.each(["main.tf", "more.tofu", "override.tf.json", "x_override.tf.json"])(
    "is rejected if it has a file that an engine would read differently: %s",
    async (name) => {
      expect(await problem("", name)).toMatch(
        new RegExp(`^${name}: hunt-provider supports only \\.tf\\.json files`),
      );
    },
  );

  it.each([
    ["{", /^Error: Invalid JSON/],
    ['{"resource": {"hunt_flag": {"x": {}, "x": {"name": "y"}}}}', /\nDuplicate key/],
    [flag({ shape: "round" }), /^Error: Unsupported argument\n.*\n.* in resource\.hunt_flag\.x\.shape:/],
    [flag({ color: null }), /^Error: Missing required argument color\n/],
    [flag({ color: "pink" }), /^Error: Invalid color\n.*\n.* in resource\.hunt_flag\.x\.color:/],
    [flag({ name: "${hunt_flag.y.name}" }), /\nhunt_flag\.y\.name does not exist\./],
    [flag({ name: "${hunt_flag.x.names}" }), /\nhunt_flag\.x\.names does not exist\./],
    [flag({ name: "${hunt_flag.x.name}" }), /in a cycle: hunt_flag\.x\./],
    [{ ...flag({}), import: { to: "hunt_flag.y", id: "Y" } }, /\nAdd hunt_flag\.y to the configuration\./],
    [
      { ...flag({}), moved: { from: "hunt_flag.x", to: "hunt_flag.y" } },
      /\nhunt_flag\.x is still in the configuration\. Remove it, or this block\./,
    ],
    [{ resource: { hunt_nothing: { x: {} } } }, /does not have the resource type "hunt_nothing"/],
  ])("is rejected if it is invalid: %j", async (json, message) =>
    expect(await problem(json)).toMatch(message),
  );

  it("is rejected if it refers to a secret", async () => {
    const resources = {
      hunt_extension_variable: { s: { name: "s", type: "secret", value_wo: "x", value_wo_version: 1 } },
      hunt_flag: { x: { name: "${hunt_extension_variable.s.value_wo}", color: "red" } },
    };
    expect(await problem({ resource: resources })).toContain("hunt_extension_variable.s.value_wo is secret");
  });

  it("is rejected with all errors, without a request", async () => {
    const text = await problem({
      resource: {
        hunt_flag: { x: { name: "X", color: "pink" }, y: { name: "Y", color: "red", weight: 11 } },
      },
    });
    expect(text).toMatch(/hunt_flag\.x\.color:[^]*hunt_flag\.y\.weight:/);
    expect(hunt().sandbox.requests).toHaveLength(0);
  });

  it("is rejected if two files define the same resource", async () => {
    const { folder, call } = setUp(three);
    writeFileSync(
      join(folder, "more.tf.json"),
      JSON.stringify({ resource: { hunt_flag: { mine: { name: "Again", color: "red" } } } }),
    );
    await expect(call("plan")).rejects.toThrow(
      /on more\.tf\.json line 1, in resource\.hunt_flag\.mine:[^]*hunt_flag\.mine is already defined in another file\./,
    );
  });

  it("can contain comments, required versions, and the configuration of the provider", async () => {
    const { folder, call } = setUp({ hunt_flag: { x: { "//": "why", name: "Commented", color: "red" } } });
    const { sandbox } = hunt();
    const terraform = {
      required_providers: { hunt: { source: "huntkit/hunt" } },
      required_version: ">= 1.11",
    };
    writeFileSync(
      join(folder, "provider.tf.json"),
      JSON.stringify({
        "//": "why",
        terraform,
        provider: { hunt: { "//": "why", instance: sandbox.url, max_concurrency: 2 } },
      }),
    );
    expect(await call("plan")).toMatchObject({ code: 0 });
  });
});

it("the source of the embedded runner has at most 910 lines", () => {
  const folder = new URL("../../src/scripts/runner/", import.meta.url);
  const lines = readdirSync(folder).map(
    (file) => readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n").length,
  );
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(910);
});

function extension(name: string, guid: string): string {
  return `--[=[\nfiletype: Infocyte Extension\nname: ${name}\ntype: Collection\nguid: ${guid}\n]=]\nhunt.log("x")\n`;
}
