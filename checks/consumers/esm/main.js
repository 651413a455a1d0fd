import { HuntClient } from "@huntkit/core";

const client = new HuntClient({ instance: process.env.HUNT_INSTANCE, token: process.env.HUNT_TOKEN });
const agent = await client.agents.list().first();
process.stdout.write(`${agent.hostname}\n`);
await client.close();
