import { defineCommand } from "../../../program/definition.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Print new alerts as they arrive, until you press Ctrl+C. To include earlier alerts, use \`--since\`. If HUNT does not respond, the command retries.

HUNT does not list alerts in the order of their creation times. Each alert is printed once if it appears within 10 minutes of its creation time, relative to the newest alert. Alerts that appear later are missed.

With \`--state\`, the next run continues where the last one stopped. After a crash, the last alerts may be printed again. To collect new alerts from cron, add \`--once\`.`,
  options,
  examples: [
    { line: "hunt alert watch --severity high,critical", does: "Watch severe alerts" },
    {
      line: "hunt alert watch --since 1h --ndjson | jq -r .hostname",
      does: "Pass alerts to another program",
    },
    {
      line: "hunt alert watch --once --state /var/lib/hunt/alerts.json --ndjson >> alerts.ndjson",
      does: "Collect new alerts from cron",
    },
  ],
  decides: true,
  async run(context) {
    const { watchAlerts } = await import("./run.js");
    await watchAlerts(context);
  },
});
