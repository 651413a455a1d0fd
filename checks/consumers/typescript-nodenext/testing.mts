import { startHunt, type TestHunt } from "@huntkit/core/testing";

const hunt: TestHunt = await startHunt({ now: "2026-03-01", token: "analyst" });
const agent = await hunt.client.agents.list().first();
process.stdout.write(`${agent?.hostname}\n`);
await hunt.stop();
