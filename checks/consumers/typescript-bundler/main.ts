import { HuntClient, type Agent, type Where } from "@huntkit/core";

const where: Where<Agent> = { hostname: { neq: null } };
const client = new HuntClient({ instance: process.env["HUNT_INSTANCE"]!, token: process.env["HUNT_TOKEN"] });
const agent = await client.agents.list({ where }).first();
process.stdout.write(`${agent?.hostname}\n`);
await client.close();
