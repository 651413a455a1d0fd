import { describe, expect, test } from "vitest";
import type { Json } from "./support/client.js";
import { sandboxes, type Started } from "./support/sandboxes.js";

const start = sandboxes();

/** Returns a target group with an active agent, the agent, and a function that reads the group again. */
async function readGroup({ admin }: Started) {
  const [agent] = await admin.find("Agents", { where: { active: true }, limit: 1 });
  const read = async (): Promise<Json> => (await admin.get(`Targets/${agent.locationId}`)).json;
  return { agent, read, group: await read() };
}

describe("the counts of a target group", () => {
  test("the counts of a target group follow a deleted agent", async () => {
    const started = await start();
    const { agent, read, group } = await readGroup(started);

    await started.admin.delete(`Agents/${agent.id}`);

    const { agentCount, activeAgentCount } = await read();
    expect(agentCount).toBe(group.agentCount - 1);
    expect(activeAgentCount).toBe(group.activeAgentCount - 1);
  });

  test("the counts of a target group follow an agent that is no longer active", async () => {
    const started = await start();
    const { agent, read, group } = await readGroup(started);

    await started.admin.patch(`Agents/${agent.id}`, { active: false });

    const { agentCount, activeAgentCount } = await read();
    expect(agentCount).toBe(group.agentCount);
    expect(activeAgentCount).toBe(group.activeAgentCount - 1);
  });

  test("reset() restores the counts of a target group", async () => {
    const started = await start();
    const { agent, read, group } = await readGroup(started);
    await started.admin.delete(`Agents/${agent.id}`);
    await read();

    started.sandbox.reset();

    expect(await read()).toEqual(group);
  });
});

test("a view of another model has only its own columns", async () => {
  const { sandbox } = await start();

  const [location] = sandbox.records("Locations");

  const [group] = sandbox.records("Targets");
  expect(location).toEqual({
    id: group?.id,
    name: group?.["name"],
    organizationId: group?.["organizationId"],
  });
});
