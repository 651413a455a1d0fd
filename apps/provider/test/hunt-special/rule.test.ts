import { isUuid } from "@huntkit/core/internal";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { catchFailure } from "../catch-failure.js";
import { startWorld } from "./world.js";

const setUp = () => startWorld("hunt_rule");
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const least = { name: "Encoded PowerShell", body: 'path == "c:\\temp\\x.exe"' };
const full = { ...least, short: "Encoded", description: "Finds it.", severity: "high", active: false, guid };

describe("hunt_rule", () => {
  it("requires a name and a condition, and gets a new GUID", async () => {
    const { life, records } = await setUp();
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

  it("sets all arguments, and updates them in place", async () => {
    const { life, create, apply } = await setUp();
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

  it.each([
    ["another GUID", "7c9e6679-7425-40de-944b-e07fc1f90ae7"],
    // The plan must not change from an update to a replacement during the apply.
    ["a GUID that is not known yet", unknown],
  ])("is replaced for %s", async (_name, other) => {
    const { life, create } = await setUp();
    const state = await create(full);

    const { action, requiresReplace } = await life.plan(state, { ...full, guid: other });

    expect(action).toBe("replace");
    expect(requiresReplace).toEqual([["guid"]]);
  });

  it("ignores whitespace at the end of the condition", async () => {
    const { life, hunt, create } = await setUp();
    const written = { ...full, body: `${full.body}\n` };
    const state = await create(written);
    await hunt.client.rules.update(state.value["id"] as string, { body: full.body });

    expect((await life.plan(state, written)).action).toBe("no-op");
  });

  it.each([{ body: "other" }, { severity: "low" }, { active: true }, { short: "other" }])(
    "detects and repairs a change in HUNT: %j",
    async (drift) => {
      const { life, hunt, create } = await setUp();
      const state = await create(full);
      await hunt.client.rules.update(state.value["id"] as string, drift);

      const change = await life.plan(state, full);
      const repaired = await life.apply(change);

      expect(change).toMatchObject({ action: "update", prior: { value: drift } });
      expect(repaired!.value).toEqual(state.value);
    },
  );

  it("is refreshed with one request", async () => {
    const { life, create, sandbox, asked } = await setUp();
    const state = await create(full);
    sandbox.requests.clear();
    await life.refresh(state);
    expect(asked()).toEqual(["GET rules"]);
  });

  it("is imported by its ID, name, or GUID", async () => {
    const { life, create } = await setUp();
    const { value } = await create(full);

    for (const text of [value["id"] as string, full.name, guid])
      expect((await life.import(text)).value).toEqual(value);
  });

  it("is not created if a rule with its GUID exists", async () => {
    const { create } = await setUp();
    await create(full);

    const { diagnostics } = await catchFailure(create({ ...full, name: "Another" }));

    expect(diagnostics).toMatchObject([{ path: ["guid"], summary: "This rule already exists" }]);
  });

  it("gets a GUID in place if it has none in HUNT", async () => {
    const { life, hunt, apply } = await setUp();
    const { id } = await hunt.client.rules.create(least);
    const imported = await life.import(id);
    expect(imported.value["guid"]).toBeNull();
    expect((await life.plan(imported, least)).action).toBe("no-op");
    expect((await apply(imported, { ...least, guid })).value).toMatchObject({ id, guid });
  });

  it.each([
    ["name", " ", "must not be empty"],
    ["body", "", "must not be empty"],
    ["severity", "awful", 'Use one of "low"'],
    ["guid", "x", "must be a GUID"],
    ["guid", guid.toUpperCase(), "lower case"],
  ])("rejects an invalid value without a request: %s = %j", async (name, value, detail) => {
    const { life, asked } = await setUp();

    const { diagnostics } = await catchFailure(life.validate({ ...full, [name]: value }));

    expect(diagnostics).toMatchObject([{ path: [name], detail: expect.stringContaining(detail) }]);
    expect(asked()).toEqual([]);
  });
});
