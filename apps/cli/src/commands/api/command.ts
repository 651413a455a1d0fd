import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { methods, options } from "./flags.js";

export default defineCommand({
  description: `Makes any request to HUNT's API, and prints the answer as JSON. The path is written below \`/api\`; what there is shows the instance's \`/explorer\`.

Lists are read a page of 1,000 records at a time: one page unless \`--limit\` or \`--all\` says otherwise. A \`DELETE\` asks first, and with \`--dry-run\` nothing but a \`GET\` is sent.`,
  arguments: {
    method: requiredArgument("GET, POST, PUT, PATCH or DELETE", { choices: methods }),
    path: requiredArgument("The path, such as Alerts or targets/<id>/scan"),
  },
  options,
  examples: [
    { line: "hunt api GET users/me", does: "See whose token it is" },
    {
      line: `hunt api GET Alerts --where '{"severity": "critical"}' --order "createdOn DESC" --limit 10`,
      does: "Get the newest critical alerts",
    },
    { line: "hunt api GET Agents --all --select '[].hostname'", does: "Get the names of all hosts" },
    {
      line: `hunt api POST Alerts/archive --where '{"name": "Noise"}' --dry-run`,
      does: "See what would be sent",
    },
  ],
  asks: true,
  async run(context) {
    const { makeRequest } = await import("./run.js");
    return makeRequest(context);
  },
});
