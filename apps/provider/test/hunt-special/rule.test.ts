import { isUuid } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { failureOf } from "../failure-of.js";
import { startWorld } from "./world.js";

const world = () => startWorld("hunt_rule");
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const least = { name: "Encoded PowerShell", body: 'path == "c:\\temp\\x.exe"' };
const full = { ...least, short: "Encoded", description: "Finds it.", severity: "high", active: false, guid };

describe("hunt_rule", () => {
  it("needs a name and a condition, and gets a GUID of its own", async () => {
    const { life, records } = await world();
    const change = await life.plan(null, least);
    expect(change.planned).toMatchObject({ severity: "medium", active: true, guid: unknown, short: null });
    const state = (await life.apply(change))!;
    expect(isUuid(state.value["guid"] as string)).toBe(true);
    expect(records("rules").at(-1)).toMatchObject({
      ...least,
      id: state.value["id"],
      guid: state.value["guid"],
      severity: "medium",
      active: true,
    });
    expect((await life.plan(state, least)).action).toBe("no-op");
  });

  it("takes everything that is written, in place later on", async () => {
    const { life, create, apply } = await world();
    const state = await create(full);
    expect(state.value).toMatchObject(full);
    expect((await life.plan(state, full)).action).toBe("no-op");
    const changed = await apply(state, { ...least, body: "process where true" });
    expect(changed.value).toMatchObject({
      id: state.value["id"],
      guid,
      body: "process where true",
      short: null,
      description: null,
      severity: "medium",
      active: true,
    });
    expect((await life.plan(changed, { ...least, body: "process where true" })).action).toBe("no-op");
  });

  it("is replaced for another GUID", async () => {
    const { life, create } = await world();
    const state = await create(full);
    expect(await life.plan(state, { ...full, guid: "7c9e6679-7425-40de-944b-e07fc1f90ae7" })).toMatchObject({
      action: "replace",
      requiresReplace: [["guid"]],
    });
    // Another action than the planned one would end the apply.
    expect(await life.plan(state, { ...full, guid: unknown })).toMatchObject({
      action: "replace",
      requiresReplace: [["guid"]],
    });
  });

  it("shows what somebody changed in HUNT, but for blanks at the end of the condition", async () => {
    const { life, hunt, create } = await world();
    const written = { ...full, body: `${full.body}\n` };
    const state = await create(written);
    const id = state.value["id"] as string;
    await hunt.client.rules.update(id, { body: full.body });
    expect((await life.plan(state, written)).action).toBe("no-op");
    for (const drift of [{ body: "other" }, { severity: "low" }, { active: true }, { short: "other" }]) {
      await hunt.client.rules.update(id, drift);
      const change = await life.plan(state, written);
      expect(change).toMatchObject({ action: "update", prior: { value: drift } });
      expect((await life.apply(change))!.value).toEqual(state.value);
    }
  });

  it("costs no request beside its row", async () => {
    const { life, create, sandbox, asked } = await world();
    const state = await create(full);
    sandbox.requests.clear();
    await life.refresh(state);
    expect(asked()).toEqual(["GET rules"]);
  });

  it("is imported by its id, its name or its GUID, and is not made twice", async () => {
    const { life, create } = await world();
    const { value } = await create(full);
    for (const text of [value["id"] as string, full.name, guid])
      expect((await life.import(text)).value).toEqual(value);
    expect((await failureOf(create({ ...full, name: "Another" }))).diagnostics).toMatchObject([
      { path: ["guid"], summary: "HUNT has this rule already" },
    ]);
  });

  it("that HUNT has without a GUID can be given one in place", async () => {
    const { life, hunt, apply } = await world();
    const { id } = await hunt.client.rules.create(least);
    const imported = await life.import(id);
    expect(imported.value["guid"]).toBeNull();
    expect((await life.plan(imported, least)).action).toBe("no-op");
    expect((await apply(imported, { ...least, guid })).value).toMatchObject({ id, guid });
  });

  it("complains of each wrong attribute when it is validated", async () => {
    const { life, asked } = await world();
    const wrong = { name: " ", body: "", severity: "awful", guid: "x" };
    for (const [name, value] of Object.entries(wrong)) {
      expect((await failureOf(life.validate({ ...full, [name]: value }))).diagnostics).toMatchObject([
        { path: [name] },
      ]);
    }
    expect((await failureOf(life.validate({ ...full, guid: guid.toUpperCase() }))).diagnostics).toMatchObject(
      [{ path: ["guid"], detail: expect.stringContaining("lower case") }],
    );
    expect(asked()).toEqual([]);
  });
});
