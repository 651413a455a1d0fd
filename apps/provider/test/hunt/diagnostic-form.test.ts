import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toDynamic } from "@huntkit/terraform-plugin";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { findFormProblems } from "../diagnostic-form.js";
import { targetGroupIds } from "../acceptance/samples/seeded-ids.js";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });

/** Returns the diagnostics of a data source with this condition. */
async function readAlerts(where: unknown) {
  const client = await provider().configured();
  const config = { where: toDynamic(where), order: null, limit: null, alerts: null } as never;
  return (await client.readDataSource("hunt_alerts", config)).diagnostics;
}

// All other tests of the provider check the form of every diagnostic that they cause: see start-provider.ts.
describe("a diagnostic", () => {
  it.each<[string, unknown, string]>([
    ["the type", "x", "where must be an object of conditions."],
    [
      "a list",
      { host_scan_id: { between: [1] } },
      "where.host_scan_id.between must be a list of two: from and to.",
    ],
    ["a list of the API's name", { hostScanId: { inq: "x" } }, "where.host_scan_id.inq must be a list."],
    [
      "a date",
      { and: [{ created_on: { gt: "yesterday" } }] },
      "where.and[0].created_on.gt is compared with a date. Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.",
    ],
  ])(
    "has the names of attributes, and the code at its end, for a condition with an invalid value: %s",
    async (_, where, detail) => {
      const diagnostics = await readAlerts(where);

      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]!.detail).toMatch(/\n\nError code: HUNT_INPUT_[A-Z]+$/);
      expect(diagnostics[0]!.detail.split("\n\n")[0]).toBe(detail);
    },
  );

  it.each([{ name: { likes: "x" } }, { not: { name: "x" } }, { $or: [{ name: "x" }] }])(
    "does not have the name of a library for an operator that does not exist: %j",
    async (where) => {
      const [diagnostic] = await readAlerts(where);

      expect(diagnostic!.detail).toContain("Error code: HUNT_INPUT_OPERATOR");
      expect(diagnostic!.detail).not.toContain("LoopBack");
    },
  );

  it("has the environment variable with an invalid value before the code", async () => {
    const { diagnostics } = await provider()
      .start({ HUNT_INSTANCE: "ftp://hunt", HUNT_TOKEN: "x".repeat(64) })
      .configure({ instance: null, token: null, max_retries: null, max_concurrency: null, warn_days: null });

    expect(diagnostics).toMatchObject([
      {
        summary: "Invalid instance",
        detail:
          "The scheme ftp:// is not supported. Use https://. It comes from the environment variable " +
          "HUNT_INSTANCE.\n\nError code: HUNT_INPUT_SCHEME",
      },
    ]);
  });

  it("has the attribute of the resource for a property that HUNT rejects", async () => {
    const client = await provider().configured();
    provider().hunt.sandbox.faults.add({
      match: "POST ScheduledJobs",
      kind: "status",
      status: 422,
      body: { error: { statusCode: 422, details: { messages: { relatedId: ["is not a relatedId"] } } } },
    });
    const life = new Lifecycle(client, "hunt_scan_schedule");
    const change = await life.plan(null, {
      target_group_id: targetGroupIds[0],
      cron: "0 4 * * 1",
    });

    await expect(life.apply(change)).rejects.toMatchObject({
      diagnostics: [
        {
          path: ["target_group_id"],
          detail: "target_group_id: is not a target_group_id.\n\nError code: HUNT_VALIDATION",
        },
      ],
    });
  });
});

describe("findFormProblems", () => {
  it.each([
    ["invalid name", "It is wrong.", "capital letter"],
    ["Invalid name.", "It is wrong.", "ends with a period"],
    ["Invalid name", "it is wrong.", "capital letter or a name"],
    ["Invalid name", "It is wrong", "does not end with one period"],
    ["Invalid name", "It is wrong..", "does not end with one period"],
    ["Invalid name", "Is it wrong?. It is.", "doubled period"],
    ["Invalid name", "It is wrong. (HUNT_INPUT_TYPE).", "error code in its text"],
    ["Invalid name", "It is wrong. (HUNT_INPUT_TYPE) It comes from X.", "error code in its text"],
    ["Invalid targetId", "It is wrong.", "camelCase"],
    ["Invalid name", "LoopBack returns no rows.", "name of a library"],
  ])("finds the problem of %j with the detail %j: %s", (summary, detail, problem) => {
    expect(findFormProblems({ summary, detail }).join(" ")).toContain(problem);
  });
});
