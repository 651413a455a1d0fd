import { defineCommand } from "../../../program/definition.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Shows new alerts as they arrive, until you press Ctrl+C. \`--since\` includes earlier ones.

Alerts do not appear in the order of their creation times. An alert is shown, once, if it appears at most 10 minutes after its creation time, measured up to the newest alert. A later one is missed.

With \`--state\`, the next run continues where the last one stopped, with the same promise. After a crash, the last alerts may appear again. Add \`--once\` to forward new alerts from cron.

If HUNT does not respond, the command keeps trying.`,
  options,
  examples: [
    { line: "hunt alert watch --severity high,critical", does: "Watch severe alerts" },
    { line: "hunt alert watch --since 1h --ndjson | jq -r .hostname", does: "Feed another program" },
    {
      line: "hunt alert watch --once --state /var/lib/hunt/alerts.json --ndjson >> alerts.ndjson",
      does: "Collect new alerts from cron",
    },
  ],
  async run(context) {
    const { watchAlerts } = await import("./run.js");
    await watchAlerts(context);
  },
});
