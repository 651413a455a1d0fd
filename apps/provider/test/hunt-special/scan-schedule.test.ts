import { type AnyRow, scanParts } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { catchFailure } from "../catch-failure.js";
import { extensionIds } from "../acceptance/samples/seeded-ids.js";
import { startWorld } from "./world.js";

const extensions = [...extensionIds];

async function setUp() {
  const started = await startWorld("hunt_scan_schedule");
  const group = await started.hunt.client.targets.create({ name: "Scheduled group" });
  const job = (id: unknown) => started.records("scheduledJobs").find((row) => row["id"] === id)!;
  return { ...started, group, job, least: { target_group_id: group.id, cron: "0 4 * * 1" } };
}

describe("hunt_scan_schedule", () => {
  it("creates a scheduled job that scans a target group", async () => {
    const { life, least, group, job } = await setUp();
    const state = (await life.apply(await life.plan(null, least)))!;
    expect(state.value).toMatchObject({ ...least, options: null });
    expect(job(state.value["id"])).toMatchObject({
      name: "scan-scheduled",
      relatedId: group.id,
      schedule: "0 4 * * 1",
      data: { targetId: group.id },
    });
    expect(job(state.value["id"])["data"]).toEqual({ targetId: group.id });
    expect((await life.plan(state, least)).action).toBe("no-op");
  });

  const parts = Object.fromEntries(scanParts.map((part) => [part, part === "process" || part === "memory"]));

  it("sends every part as on or off, and extensions in order", async () => {
    const { life, create, least, job } = await setUp();
    const body = { ...least, options: { process: true, memory: true, extension_ids: extensions } };

    const state = await create(body);

    expect(job(state.value["id"])["data"]).toMatchObject({
      options: {
        ...parts,
        extensions: [
          { id: extensions[0], order: 0 },
          { id: extensions[1], order: 1 },
        ],
      },
    });
    expect(state.value["options"]).toEqual({ ...parts, extension_ids: extensions });
    expect((await life.plan(state, body)).action).toBe("no-op");
  });

  it("plans no change if parts that are off are set to false", async () => {
    const { life, create, least } = await setUp();
    const state = await create({
      ...least,
      options: { process: true, memory: true, extension_ids: extensions },
    });

    const plan = await life.plan(state, { ...least, options: { ...parts, extension_ids: extensions } });

    expect(plan.action).toBe("no-op");
  });

  it("updates the cron expression and the options in place", async () => {
    const { create, apply, least } = await setUp();
    const state = await create({ ...least, options: { process: true, extension_ids: extensions } });

    const updated = await apply(state, { ...least, cron: "30 5 * * *", options: { events: true } });

    expect(updated.value).toMatchObject({
      id: state.value["id"],
      cron: "30 5 * * *",
      options: { events: true, process: false, extension_ids: [] },
    });
  });

  it("removes options that are no longer configured", async () => {
    const { life, create, apply, least, job } = await setUp();
    const state = await create({ ...least, options: { events: true } });

    const updated = await apply(state, least);

    expect(updated.value).toMatchObject({ options: null });
    expect(job(updated.value["id"])["data"]).toEqual({ targetId: least.target_group_id });
    expect((await life.plan(updated, least)).action).toBe("no-op");
  });

  it("keeps data in HUNT that has no attribute, such as arguments of extensions", async () => {
    const { life, hunt, apply, least, job } = await setUp();
    const options = {
      process: true,
      extensions: [
        { id: extensions[1]!, order: 2 },
        { id: extensions[0]!, order: 1, args: { path: "/tmp" } },
      ],
    };
    const { id } = await hunt.client.model<AnyRow & { id: string }>("scheduledJobs").create({
      name: "scan-scheduled",
      relatedId: least.target_group_id,
      schedule: least.cron,
      data: { targetId: least.target_group_id, note: "by hand", options },
    });
    const imported = await life.import(id);
    expect(imported.value["options"]).toMatchObject({
      process: true,
      module: false,
      extension_ids: extensions,
    });
    await apply(imported, { ...least, options: { module: true, extension_ids: extensions } });
    expect(job(id)["data"]).toMatchObject({
      note: "by hand",
      options: {
        process: false,
        module: true,
        extensions: [
          { id: extensions[0], order: 0, args: { path: "/tmp" } },
          { id: extensions[1], order: 1 },
        ],
      },
    });
  });

  it("is replaced if the target group changes", async () => {
    const { life, create, hunt, least } = await setUp();
    const state = await create(least);
    const other = await hunt.client.targets.create({ name: "Other group" });
    expect(await life.plan(state, { ...least, target_group_id: other.id })).toMatchObject({
      action: "replace",
      requiresReplace: [["target_group_id"]],
    });
  });

  it("detects and repairs a change in HUNT", async () => {
    const { life, create, hunt, least } = await setUp();
    const state = await create(least);
    const id = state.value["id"] as string;
    await hunt.client.scheduledJobs.update(id, {
      schedule: "0 0 * * *",
      data: { targetId: least.target_group_id, options: { hook: true } },
    });
    const change = await life.plan(state, least);
    expect(change).toMatchObject({
      action: "update",
      prior: { value: { cron: "0 0 * * *", options: { hook: true } } },
    });
    expect((await life.apply(change))!.value).toEqual(state.value);
  });

  it("is removed from the state if it was deleted in HUNT", async () => {
    const { life, create, hunt, least } = await setUp();
    const state = await create(least);

    await hunt.client.scheduledJobs.delete(state.value["id"] as string);

    expect(await life.refresh(state)).toBeNull();
  });

  it("is imported by its ID, or by the ID or name of its target group", async () => {
    const { life, create, least, group } = await setUp();
    const { value } = await create(least);

    for (const text of [value["id"] as string, group.id, "Scheduled group"])
      expect((await life.import(text)).value).toEqual(value);
  });

  it("lists the IDs if a target group to import has several schedules", async () => {
    const { life, create, least } = await setUp();
    const first = await create(least);
    const second = await create({ ...least, cron: "0 5 * * 1" });

    const { diagnostics } = await catchFailure(life.import("Scheduled group"));

    expect(diagnostics[0]!.detail).toContain(first.value["id"]);
    expect(diagnostics[0]!.detail).toContain(second.value["id"]);
  });

  it("reports an import with a target group that does not exist", async () => {
    const { life } = await setUp();

    expect((await catchFailure(life.import("No group"))).diagnostics).toHaveLength(1);
  });

  it("ignores jobs of other kinds", async () => {
    const { life, hunt, group } = await setUp();
    const { id } = await hunt.client.scheduledJobs.create({
      name: "report-scheduled",
      relatedId: group.id,
      schedule: "0 1 * * *",
    });
    for (const text of [id, "Scheduled group"])
      expect((await catchFailure(life.import(text))).diagnostics).toMatchObject([{ severity: "error" }]);
  });

  it.each<[Record<string, unknown>, string[], string]>([
    [{ cron: "61 * * * *" }, ["cron"], "Invalid value for minute: 61"],
    [{ cron: " 0 4 * * 1" }, ["cron"], "must not begin or end with whitespace"],
    [{ target_group_id: "Servers" }, ["target_group_id"], "hunt_target_group.x.id"],
    [{ options: {} }, ["options"], "Enable at least one part"],
    [{ options: { process: false, extension_ids: [] } }, ["options"], "Enable at least one part"],
    [{ options: { extension_ids: ["Disk Survey"] } }, ["options", "extension_ids"], "hunt_extension.x.id"],
  ])("rejects an invalid value without a request: %j", async (body, path, detail) => {
    const { life, least, asked, sandbox } = await setUp();
    sandbox.requests.clear();

    const { diagnostics } = await catchFailure(life.validate({ ...least, ...body }));

    expect(diagnostics).toMatchObject([{ path, detail: expect.stringContaining(detail) }]);
    expect(asked()).toEqual([]);
  });

  it("accepts a target group that is known only after apply", async () => {
    const { life, least } = await setUp();
    const change = await life.plan(null, {
      ...least,
      target_group_id: unknown,
      options: { extension_ids: [unknown] },
    });
    expect(
      (await life.apply(change, { ...least, options: { extension_ids: [extensions[0]] } }))!.value,
    ).toMatchObject({ target_group_id: least.target_group_id, options: { extension_ids: [extensions[0]] } });
  });
});
