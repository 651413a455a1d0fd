import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { toConfig } from "@huntkit/terraform-plugin/engine";
import { script } from "./sources.js";
import { catchFailure } from "../catch-failure.js";
import { startWorld } from "./world.js";

const setUp = () => startWorld("hunt_extension");
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const otherGuid = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

describe("hunt_extension", () => {
  it("reads its name, type, and GUID from the header during the plan", async () => {
    const { life, records } = await setUp();
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

  it("is updated in place with a POST that contains its ID", async () => {
    const { life, create, apply, records, sandbox, asked } = await setUp();
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

  it("is replaced if the GUID changes", async () => {
    const { life, create, records } = await setUp();
    const state = await create({ body: script() });
    const change = await life.plan(state, { body: script({ guid: otherGuid }) });
    expect(change).toMatchObject({ action: "replace", requiresReplace: [["guid"]] });
    await life.apply(change);
    expect(records("extensions").filter(({ name }) => name === "Disk Survey")).toMatchObject([
      { description: otherGuid },
    ]);
  });

  it("detects a change of the script, the name, or the state in HUNT", async () => {
    const { life, hunt, create } = await setUp();
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

  it("ignores different line ends, and keeps the body of the configuration", async () => {
    const { life, hunt, create } = await setUp();
    const body = script().replaceAll("\n", "\r\n");
    const state = await create({ body });
    await hunt.client.extensions.update(state.value["id"] as string, { body: script().trimEnd() });
    const change = await life.plan(state, { body });
    expect(change).toMatchObject({ action: "no-op", prior: { value: { body } } });
  });

  it("is removed from the state if it was deleted in HUNT", async () => {
    const { life, hunt, create } = await setUp();
    const state = await create({ body: script() });

    await hunt.client.extensions.delete(state.value["id"] as string);

    expect(await life.refresh(state)).toBeNull();
  });

  it("is destroyed without an error if it was deleted after the plan", async () => {
    const { life, hunt, create } = await setUp();
    const state = await create({ body: script() });
    const planned = await life.planDestroy(state);

    await hunt.client.extensions.delete(state.value["id"] as string);

    expect(await life.apply(planned)).toBeNull();
  });

  it("is deleted in HUNT when it is destroyed", async () => {
    const { life, create, destroy } = await setUp();
    const state = await create({ body: script() });

    await destroy(state);

    expect(await life.refresh(state)).toBeNull();
  });

  it("is imported by its ID, name, or GUID", async () => {
    const { life, create } = await setUp();
    const { value } = await create({ body: script() });

    for (const text of [value["id"] as string, "Disk Survey", guid])
      expect((await life.import(text)).value).toEqual(value);
  });

  it("reports an import of an extension that does not exist", async () => {
    const { life } = await setUp();

    const { diagnostics } = await catchFailure(life.import("No such extension"));

    expect(diagnostics).toMatchObject([{ summary: "No matching extension found" }]);
  });

  describe("with the GUID of an extension in HUNT", () => {
    const createByHand = async () => {
      const started = await setUp();
      const { id } = await started.hunt.client.extensions.create({
        name: "By hand",
        type: "collection",
        body: script(),
        description: guid.toUpperCase(),
      });
      return { ...started, id };
    };

    it("is not created, and the error names the ID to import", async () => {
      const { create, id } = await createByHand();

      const { diagnostics } = await catchFailure(create({ body: script() }));

      expect(diagnostics).toMatchObject([
        {
          path: ["body"],
          summary: "This extension already exists",
          detail: expect.stringContaining(`Import it (ID ${id})`),
        },
      ]);
    });

    it("is updated after an import", async () => {
      const { life, id } = await createByHand();

      const imported = await life.import(id);

      expect(imported.value).toMatchObject({ name: "By hand", guid });
      expect((await life.plan(imported, { body: script() })).action).toBe("update");
    });
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
    ["has an unsupported type", script({ type: "Response2" }), /type: must be one of collection, response/],
    ["has no Lua", script({ lua: "" }), /^There is no Lua code below the header/],
  ])("is rejected without a request if its script %s", async (_, body, problem) => {
    const { life, asked } = await setUp();
    expect((await catchFailure(life.validate({ body }))).diagnostics).toMatchObject([
      { path: ["body"], summary: "Invalid extension", detail: expect.stringMatching(problem) },
    ]);
    expect(asked()).toEqual([]);
  });

  it("accepts a script that is known only after apply", async () => {
    const { life } = await setUp();
    const change = await life.plan(null, { body: unknown });
    expect(change.planned).toMatchObject({ body: unknown, name: unknown, guid: unknown, sha256: unknown });
    expect((await life.apply(change, { body: script() }))!.value).toMatchObject({
      name: "Disk Survey",
      guid,
    });
    expect((await life.plan(await life.import(guid), { body: unknown })).action).toBe("update");
  });

  it("has a script in the singular data source, and none in the plural one", async () => {
    const { client, create } = await setUp();
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
