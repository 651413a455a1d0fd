import { HuntClient } from "@huntkit/core";
import { headers } from "./clients.js";

/**
 * Reads all alerts one by one and keeps none; prints how many came, and the most memory that it took in KB.
 *
 * @argument the server's address
 */
const hunt = new HuntClient({ instance: process.argv[2]!, token: headers.authorization, env: {} });
let rows = 0;
for await (const _ of hunt.alerts.list({}, { maxRows: Infinity })) rows++;
await hunt.close();
process.stdout.write(JSON.stringify({ rows, peakKb: process.resourceUsage().maxRSS }));
