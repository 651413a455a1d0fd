import { HuntClient, isHuntError, type HuntClientOptions } from "@huntkit/core";
import core = require("@huntkit/core");

async function main(options: HuntClientOptions): Promise<void> {
  const client: core.HuntClient = new HuntClient(options);
  const agent = await client.agents.list().first();
  process.stdout.write(`${agent?.hostname}\n`);
  await client.agents.get("00000000-0000-4000-8000-000000000000").catch((error: unknown) => {
    if (!isHuntError(error) || error.code !== "HUNT_NOT_FOUND") throw error;
  });
  await client.close();
}

void main({ instance: process.env["HUNT_INSTANCE"]!, token: process.env["HUNT_TOKEN"] });
