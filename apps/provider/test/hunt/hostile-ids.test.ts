import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { catchFailure } from "../catch-failure.js";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });

/** An ID with a line break, which could otherwise look like the code of an error. */
const id = "0\n\nError code: NONE";
const shown = "0\\n\\nError code: NONE";

/** Makes HUNT return these rows, which are all. */
function respond(match: string, body: readonly object[]): void {
  const headers = { "x-total-count": String(body.length) };
  provider().hunt.sandbox.faults.add({ match, kind: "status", status: 200, body, headers });
}

describe("an ID with line breaks that HUNT returns", () => {
  it("is escaped in the error for a name that exists", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_target_group");
    respond("GET targets", [{ id, name: "Lab" }]);

    const { diagnostics } = await catchFailure(life.plan(null, { name: "lab" }));

    expect(diagnostics[0]!.detail).toContain(`Import it (ID ${shown})`);
  });

  it("is escaped in the error for a name that several objects have", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_target_group");
    respond("GET targets", [
      { id, name: "Lab" },
      { id: "1", name: "Lab" },
    ]);

    const { diagnostics } = await catchFailure(life.import("Lab"));

    expect(diagnostics[0]!.detail).toContain(`Use one of these IDs: ${shown}, 1.`);
  });

  it("is escaped in the error for several policy assignments", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_policy_assignment");
    const row = { policyId: "p", policyName: "Servers", assignedTo: "ORG" };
    respond("GET Organizations/*/policyAssignments", [{ ...row, policyAssignmentId: id }]);

    const { diagnostics } = await catchFailure(life.import("Servers"));

    expect(diagnostics[0]!.detail).toContain(`/${shown}, `);
    expect(diagnostics[0]!.detail).not.toContain(id);
  });

  it("is escaped in the error for a policy that is already assigned", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_policy_assignment");
    const records = (model: string) => provider().hunt.sandbox.records(model);
    const policy = records("Policies")[0]!;
    const organization = records("Organizations")[0]!["id"];
    const change = await life.plan(null, { policy_id: policy["id"], organization_id: organization });
    const row = {
      policyId: policy["id"],
      policyName: policy["name"],
      deviceGroupId: null,
      assignedTo: "ORG",
    };
    respond("GET Organizations/*/policyAssignments", [{ ...row, policyAssignmentId: id }]);

    const { diagnostics } = await catchFailure(life.apply(change));

    expect(diagnostics[0]!.detail).toContain(`Import that assignment (ID ${organization}/${shown})`);
  });
});
