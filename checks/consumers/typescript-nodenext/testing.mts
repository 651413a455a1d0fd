import { HuntClient } from "@huntkit/core";
import { startHunt, type TestHunt } from "@huntkit/testing";

const hunt: TestHunt<HuntClient> = await startHunt(HuntClient, { now: "2026-03-01", token: "analyst" });
const agent = await hunt.client.agents.list().first();
process.stdout.write(`${agent?.hostname}\n`);
await hunt.stop();
