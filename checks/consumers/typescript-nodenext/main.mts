import { HuntClient, type Agent } from "@huntkit/core";

const client = new HuntClient({ instance: process.env["HUNT_INSTANCE"]!, token: process.env["HUNT_TOKEN"] });
const agent: Agent | null = await client.agents.list({ where: { hostname: { neq: null } } }).first();
process.stdout.write(`${agent?.hostname}\n`);

// @ts-expect-error: an agent has no severity
client.agents.list({ where: { severity: "high" } });
await client.close();
