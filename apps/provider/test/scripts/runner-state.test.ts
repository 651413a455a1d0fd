import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/scripts/runner/run.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Creates a directory in which configurations are applied. */
function setUp() {
  const folder = temporaryDirectory();
  const { sandbox } = hunt();
  const env = { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
  const write = (file: string, configuration: object) =>
    writeFileSync(join(folder, file), JSON.stringify(configuration));
  const call = async (command: "plan" | "apply", configuration: object, answer?: string) => {
    write("main.tf.json", configuration);
    const shell = fakeShell(folder, { env, ...(answer !== undefined && { answer }) });
    await run(command, { autoApprove: answer === undefined }, shell);
    return { printed: shell.printed(), noted: shell.noted() };
  };
  const addresses = () =>
    Object.keys(
      (JSON.parse(readFileSync(join(folder, "hunt.state.json"), "utf8")) as { resources: object }).resources,
    );
  return { call, addresses, write };
}

const flagNamed = (name: string) => ({ name, color: "red" });
const move = (from: string, to: string) => ({ from: `hunt_flag.${from}`, to: `hunt_flag.${to}` });
const countFlags = (name: string) =>
  hunt()
    .sandbox.records("flags")
    .filter((row) => row["name"] === name && row["deleted"] !== true).length;

describe("an import block of hunt-provider", () => {
  const configuration = (name: string, color = "red") => ({
    resource: { hunt_flag: { x: { ...flagNamed(name), color } } },
    import: [{ to: "hunt_flag.x", id: name }],
  });

  it("imports an object without a change", async () => {
    await hunt().client.flags.create(flagNamed("Present"));
    const { call, addresses } = setUp();

    const { printed, noted } = await call("apply", configuration("Present"));

    expect(printed).toContain("  < hunt_flag.x will be imported\n");
    expect(printed).toContain("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.");
    expect(printed).toContain("Apply complete: 1 imported, 0 added, 0 changed, 0 destroyed.");
    expect(noted).toBe("hunt_flag.x: imported\n");
    expect(addresses()).toEqual(["hunt_flag.x"]);
    expect(countFlags("Present")).toBe(1);
  });

  it("has no effect on an object in the state", async () => {
    await hunt().client.flags.create(flagNamed("Twice"));
    const { call } = setUp();
    await call("apply", configuration("Twice"));

    expect(await call("plan", configuration("Twice"))).toMatchObject({
      printed: "No changes. HUNT matches the configuration.\n",
    });
  });

  it("also shows what the import changes", async () => {
    await hunt().client.flags.create(flagNamed("Colored"));

    const { printed } = await setUp().call("plan", configuration("Colored", "blue"));

    expect(printed).toContain('  ~ hunt_flag.x will be updated in place\n      ~ color = "red" -> "blue"\n');
    expect(printed).toContain("Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.");
  });

  it("requires an answer", async () => {
    await hunt().client.flags.create(flagNamed("Asked for"));

    await expect(setUp().call("apply", configuration("Asked for"), "no")).rejects.toThrow(
      "Nothing was changed.",
    );
  });

  it("is an error if no such object exists", async () => {
    await expect(setUp().call("plan", configuration("Absent"))).rejects.toThrow(/No matching flag found/);
  });

  it("is an error if another block imports to the same address", async () => {
    const twice = configuration("One");

    await expect(
      setUp().call("plan", { ...twice, import: [...twice.import, { to: "hunt_flag.x", id: "Other" }] }),
    ).rejects.toThrow(/Another block already imports to hunt_flag\.x/);
  });
});

describe("a moved block of hunt-provider", () => {
  const before = {
    resource: {
      hunt_controller_group: { old: { name: "Moved" } },
      hunt_target_group: { user: { name: "User", controller_group_id: "${hunt_controller_group.old.id}" } },
    },
  };
  const after = {
    resource: {
      hunt_controller_group: { new: { name: "Moved" } },
      hunt_target_group: { user: { name: "User", controller_group_id: "${hunt_controller_group.new.id}" } },
    },
    moved: { from: "hunt_controller_group.old", to: "hunt_controller_group.new" },
  };

  it("changes the address of an object without replacing it", async () => {
    const { call, addresses } = setUp();
    await call("apply", before);

    const { printed } = await call("apply", after);

    expect(printed).toContain("  # hunt_controller_group.old has moved to hunt_controller_group.new\n");
    expect(printed).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
    expect(addresses().sort()).toEqual(["hunt_controller_group.new", "hunt_target_group.user"]);
  });

  it("has no effect after it was applied", async () => {
    const { call } = setUp();
    await call("apply", before);
    await call("apply", after);

    expect((await call("plan", after)).printed).toBe("No changes. HUNT matches the configuration.\n");
  });

  it("follows a chain of moves in any order", async () => {
    const { call, addresses } = setUp();
    await call("apply", { resource: { hunt_flag: { a: flagNamed("Chained") } } });

    const { printed } = await call("apply", {
      resource: { hunt_flag: { c: flagNamed("Chained") } },
      moved: [move("b", "c"), move("a", "b")],
    });

    expect(printed).toContain("  # hunt_flag.a has moved to hunt_flag.c\n");
    expect(printed).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
    expect(addresses()).toEqual(["hunt_flag.c"]);
  });

  it("reports an object that cannot move because another object has the address", async () => {
    const { call } = setUp();
    await call("apply", { resource: { hunt_flag: { a: flagNamed("First"), b: flagNamed("Second") } } });

    const { printed } = await call("plan", {
      resource: { hunt_flag: { c: flagNamed("Second") } },
      moved: [move("a", "b"), move("b", "c")],
    });

    expect(printed).toContain("  # hunt_flag.b has moved to hunt_flag.c\n");
    expect(printed).toContain("  # hunt_flag.a cannot move to hunt_flag.c, which is already in the state\n");
    expect(printed).toContain("  - hunt_flag.a will be destroyed\n");
  });

  it.each([
    ["to another type", [{ from: "hunt_flag.a", to: "hunt_controller_group.b" }], /different type/],
    ["to the same address", [move("a", "a")], /forms a cycle/],
    ["in a cycle", [move("a", "b"), move("b", "a")], /forms a cycle/],
    ["to two addresses", [move("a", "b"), move("a", "c")], /hunt_flag\.a already moves to hunt_flag\.b/],
    ["from two addresses", [move("a", "c"), move("b", "c")], /hunt_flag\.a already moves to hunt_flag\.c/],
  ])("is not valid %s", async (_, moved, message) => {
    await expect(setUp().call("plan", { moved })).rejects.toThrow(message);
  });
});

describe("a removed block of hunt-provider", () => {
  it("removes an object from the state without destroying it", async () => {
    const { call, addresses } = setUp();
    await call("apply", { resource: { hunt_flag: { x: flagNamed("Kept") } } });

    const removed = { from: "hunt_flag.x", lifecycle: { destroy: false } };
    const { printed } = await call("apply", { removed: [removed] });

    expect(printed).toContain("  . hunt_flag.x will no longer be managed, but will not be destroyed\n");
    expect(addresses()).toEqual([]);
    expect(countFlags("Kept")).toBe(1);
  });

  it("applies to the new address of an object that a block of a later file moves", async () => {
    const { call, addresses, write } = setUp();
    await call("apply", { resource: { hunt_flag: { a: flagNamed("Kept after a move") } } });
    write("z.tf.json", { moved: move("a", "b") });

    await call("apply", { removed: { from: "hunt_flag.b", lifecycle: { destroy: false } } });

    expect(addresses()).toEqual([]);
    expect(countFlags("Kept after a move")).toBe(1);
  });
});
