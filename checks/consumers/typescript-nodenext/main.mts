import { getField, HuntClient, type Agent } from "@huntkit/core";

const client = new HuntClient({ instance: process.env["HUNT_INSTANCE"]!, token: process.env["HUNT_TOKEN"] });
const agent: Agent | null = await client.agents.list({ where: { hostname: { neq: null } } }).first();
process.stdout.write(`${agent?.hostname}\n`);

// @ts-expect-error: an agent has no severity
client.agents.list({ where: { severity: "high" } });

// @ts-expect-error: the name is misspelled
void agent?.hostnme;
const unknownField: unknown = agent && getField(agent, "hostnme");
void unknownField;

// @ts-expect-error: a listing is not an array, awaited or not
// oxlint-disable-next-line typescript/await-thenable -- It shows the compiler error for this mistake.
void (await client.agents.list()).length;
await client.close();
