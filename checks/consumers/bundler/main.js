import { HuntClient } from "@huntkit/core";

async function main() {
  const client = new HuntClient({ instance: process.env.HUNT_INSTANCE, token: process.env.HUNT_TOKEN });
  const agent = await client.agents.list().first();
  process.stdout.write(`${agent.hostname}\n`);
  await client.close();
}

void main();
