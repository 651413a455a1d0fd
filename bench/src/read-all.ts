import { HuntClient } from "@huntkit/core";
import { headers } from "./clients.js";

/**
 * Reads all alerts one by one without keeping them, and prints their number and the peak memory in KB.
 *
 * @argument address of the server
 */
const hunt = new HuntClient({ instance: process.argv[2]!, token: headers.authorization, env: {} });
let rows = 0;
for await (const _ of hunt.alerts.list({}, { maxRows: Infinity })) rows++;
await hunt.close();
process.stdout.write(JSON.stringify({ rows, peakKb: process.resourceUsage().maxRSS }));
