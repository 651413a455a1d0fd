import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { toConfig } from "@huntkit/terraform-plugin/engine";
import { script } from "./sources.js";
import { failureOf } from "../failure-of.js";
import { startWorld } from "./world.js";

const world = () => startWorld("hunt_extension");
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const otherGuid = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

describe("hunt_extension", () => {
  it("takes its name, type and GUID from the header, which the plan tells", async () => {
    const { life, records } = await world();
    const body = script();
    const change = await life.plan(null, { body });
    expect(change.planned).toMatchObject({
      name: "Disk Survey",
      type: "collection",
      guid,
      sha256: createHash("sha256").update(body).digest("hex"),
      active: true,
      id: unknown,
    });
    const state = (await life.apply(change))!;
    expect(records("extensions").at(-1)).toMatchObject({
      id: state.value["id"],
      name: "Disk Survey",
      type: "collection",
      description: guid,
      active: true,
      body,
    });
    expect((await life.plan(state, { body })).action).toBe("no-op");
    expect((await life.plan(state, { body, active: true })).action).toBe("no-op");
  });

  it("is updated in place, by a POST with its id", async () => {
    const { life, create, apply, records, sandbox, asked } = await world();
    const state = await create({ body: script() });
    sandbox.requests.clear();
    const body = script({ name: "Disk Survey 2", lua: "hunt.status.bad()" });
    const change = await life.plan(state, { body, active: false });
    expect(change).toMatchObject({
      action: "update",
      planned: { id: state.value["id"], name: "Disk Survey 2" },
    });
    const changed = (await life.apply(change))!;
    expect(changed.value).toMatchObject({
      id: state.value["id"],
      name: "Disk Survey 2",
      active: false,
      body,
    });
    expect(asked()).toContain("POST extensions");
    expect(records("extensions").filter(({ description }) => description === guid)).toMatchObject([
      { id: state.value["id"], name: "Disk Survey 2", active: false, body },
    ]);
    expect((await life.plan(changed, { body, active: false })).action).toBe("no-op");
    expect((await apply(changed, { body })).value).toMatchObject({ active: true });
  });

  it("is replaced for another GUID", async () => {
    const { life, create, records } = await world();
    const state = await create({ body: script() });
    const change = await life.plan(state, { body: script({ guid: otherGuid }) });
    expect(change).toMatchObject({ action: "replace", requiresReplace: [["guid"]] });
    await life.apply(change);
    expect(records("extensions").filter(({ name }) => name === "Disk Survey")).toMatchObject([
      { description: otherGuid },
    ]);
  });

  it("shows what somebody changed in HUNT: the script, the name, whether it is on", async () => {
    const { life, hunt, create } = await world();
    const body = script();
    const state = await create({ body });
    const id = state.value["id"] as string;
    for (const drift of [
      { body: script({ lua: "hunt.status.bad()" }) },
      { name: "Renamed" },
      { active: false },
    ]) {
      await hunt.client.extensions.update(id, drift);
      const change = await life.plan(state, { body });
      expect(change).toMatchObject({ action: "update", prior: { value: drift } });
      expect((await life.apply(change))!.value).toEqual(state.value);
    }
  });

  it("does not take other line ends for a change, and keeps the text of the configuration", async () => {
    const { life, hunt, create } = await world();
    const body = script().replaceAll("\n", "\r\n");
    const state = await create({ body });
    await hunt.client.extensions.update(state.value["id"] as string, { body: script().trimEnd() });
    const change = await life.plan(state, { body });
    expect(change).toMatchObject({ action: "no-op", prior: { value: { body } } });
  });

  it("is gone when somebody deletes it, and destroying it then is no error", async () => {
    const { life, hunt, create, destroy } = await world();
    const state = await create({ body: script() });
    const planned = await life.planDestroy(state);
    await hunt.client.extensions.delete(state.value["id"] as string);
    expect(await life.refresh(state)).toBeNull();
    expect(await life.apply(planned)).toBeNull();
    const again = await create({ body: script() });
    await destroy(again);
    expect(await life.refresh(again)).toBeNull();
  });

  it("is imported by its id, its name or its GUID", async () => {
    const { life, create } = await world();
    const { value } = await create({ body: script() });
    for (const text of [value["id"] as string, "Disk Survey", guid])
      expect((await life.import(text)).value).toEqual(value);
    expect((await failureOf(life.import("Nothing of it"))).diagnostics).toMatchObject([
      { summary: "HUNT has no such extension" },
    ]);
  });

  it("is not made twice: one that HUNT has already is to be imported", async () => {
    const { life, hunt, create } = await world();
    const { id } = await hunt.client.extensions.create({
      name: "By hand",
      type: "collection",
      body: script(),
      description: guid.toUpperCase(),
    });
    const { diagnostics } = await failureOf(create({ body: script() }));
    expect(diagnostics).toMatchObject([
      {
        path: ["body"],
        summary: "HUNT has this extension already",
        detail: expect.stringContaining(`Import it (its id is ${id})`),
      },
    ]);
    const imported = await life.import(id);
    expect(imported.value).toMatchObject({ name: "By hand", guid });
    expect((await life.plan(imported, { body: script() })).action).toBe("update");
  });

  it.each([
    [
      "has no header",
      "hunt.status.good()",
      /^The header is missing\. Start the file with YAML between --\[=\[ and \]=\]/,
    ],
    ["has a header of 2019", "--[[\nname: x\n--]]", /2019/],
    ["has a header without an end", "--[=[\nname: x\n", /^The header is not closed/],
    ["has YAML that cannot be read", script({ name: "[" }), /Invalid YAML.*line \d+, column \d+/],
    ["has no GUID", script({ guid: "none" }), /^guid: not a valid GUID/],
    [
      "is of no type that there is",
      script({ type: "Response2" }),
      /type: must be one of collection, response/,
    ],
    ["has no Lua", script({ lua: "" }), /^There is no Lua code below the header/],
  ])("that %s is refused when it is validated", async (_, body, problem) => {
    const { life, asked } = await world();
    expect((await failureOf(life.validate({ body }))).diagnostics).toMatchObject([
      { path: ["body"], summary: "The extension cannot be used", detail: expect.stringMatching(problem) },
    ]);
    expect(asked()).toEqual([]);
  });

  it("has a script that may come from another resource", async () => {
    const { life } = await world();
    const change = await life.plan(null, { body: unknown });
    expect(change.planned).toMatchObject({ body: unknown, name: unknown, guid: unknown, sha256: unknown });
    expect((await life.apply(change, { body: script() }))!.value).toMatchObject({
      name: "Disk Survey",
      guid,
    });
    expect((await life.plan(await life.import(guid), { body: unknown })).action).toBe("update");
  });

  it("is found by its data sources, by name with its script and by a condition without", async () => {
    const { client, create } = await world();
    const { value } = await create({ body: script() });
    const { dataSources } = await client.schema();
    const one = await client.readDataSource(
      "hunt_extension",
      toConfig(dataSources["hunt_extension"]!, { name: "Disk Survey" }),
    );
    expect(one).toMatchObject({ diagnostics: [], state: { id: value["id"], guid, body: script() } });
    const many = await client.readDataSource(
      "hunt_extensions",
      toConfig(dataSources["hunt_extensions"]!, { where: { guid } }),
    );
    expect(many).toMatchObject({ diagnostics: [], state: { extensions: [{ id: value["id"], guid }] } });
  });
});
