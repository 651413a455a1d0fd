import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { methods, options } from "./flags.js";

export default defineCommand({
  description: `Sends any request to the HUNT API, and prints the response as JSON. The path is relative to \`/api\`. The \`/explorer\` page of the instance lists the routes.

A list returns one page of 1,000 records, unless you use \`--limit\` or \`--all\`. A \`DELETE\` asks for confirmation, and so does a write with \`--where\`, which shows how many records match. Other writes are sent without a question, as \`gh api\` does, also if they act on a machine: \`POST Agents/<id>/uninstall\`. The commands of \`hunt agent\` ask first. With \`--dry-run\`, only a \`GET\` is sent.`,
  arguments: {
    method: requiredArgument("GET, POST, PUT, PATCH, or DELETE", { choices: methods }),
    path: requiredArgument("Path, for example Alerts or targets/<id>/scan", { isData: true }),
  },
  options,
  examples: [
    { line: "hunt api GET users/me", does: "Show the user of the token" },
    {
      line: `hunt api GET Alerts --where '{"severity": "critical"}' --order "createdOn DESC" --limit 10`,
      does: "Get the newest critical alerts",
    },
    { line: "hunt api GET Agents --all --select '[].hostname'", does: "Get the names of all hosts" },
    {
      line: `hunt api POST Alerts/archive --where '{"name": "Noise"}' --dry-run`,
      does: "Show which records would be changed",
    },
  ],
  asks: true,
  async run(context) {
    const { makeRequest } = await import("./run.js");
    return makeRequest(context);
  },
});
