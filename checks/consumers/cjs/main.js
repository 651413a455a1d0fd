const { HuntClient, isHuntError } = require("@huntkit/core");

async function main() {
  const client = new HuntClient({ instance: process.env.HUNT_INSTANCE, token: process.env.HUNT_TOKEN });
  const agent = await client.agents.list().first();
  process.stdout.write(`${agent.hostname}\n`);

  // require() and import() load the same module, so an error of one is an instance of the other's class.
  const imported = await import("@huntkit/core");
  const error = await client.agents.get("00000000-0000-4000-8000-000000000000").catch((reason) => reason);
  if (!isHuntError(error) || !(error instanceof imported.HuntNotFoundError)) throw error;
  await client.close();
}

void main();
