import { defineCommand } from "../../../program/definition.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Shows alerts as they come, until Ctrl+C. It begins with those that come from now on, unless \`--since\` says otherwise.

With \`--state\` it goes on where it was the last time, also after a crash: no alert is missed, and after a crash the last ones may come once more. With \`--once\` as well it is what cron needs to hand new alerts to another system.

A HUNT that does not answer for a while is waited for.`,
  options,
  examples: [
    { line: "hunt alert watch --severity high,critical", does: "Keep an eye on what is bad" },
    { line: "hunt alert watch --since 1h --ndjson | jq -r .hostname", does: "Feed a pipe" },
    {
      line: "hunt alert watch --once --state /var/lib/hunt/alerts.json --ndjson >> alerts.ndjson",
      does: "Collect the alerts since the last time, from cron",
    },
  ],
  async run(context) {
    const { watchAlerts } = await import("./run.js");
    await watchAlerts(context);
  },
});
