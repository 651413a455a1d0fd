import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { methods, options } from "./flags.js";

export default defineCommand({
  description: `Send an authenticated request to the HUNT API, and print the response as JSON. The path is relative to \`/api\`. The \`/explorer\` page of the instance lists the routes.

A list returns one page of 1,000 records, unless you use \`--limit\` or \`--all\`. Passwords of credentials and secret values of variables are redacted.

\`--where\` and \`--body\` also accept \`@\` and the name of a file with the JSON, for example \`--where @where.json\`. So do the JSON flags of all other commands.

A \`DELETE\` and a write with \`--where\` ask for confirmation. Other writes do not, even if they act on a host, for example \`POST Agents/<id>/uninstall\`. A \`PATCH\` or \`PUT\` requires the ID of a record. With \`--dry-run\`, only a \`GET\` is sent.`,
  arguments: {
    method: requiredArgument("HTTP method: GET, POST, PUT, PATCH, or DELETE", { choices: methods }),
    path: requiredArgument("Path of the route, for example Alerts or targets/<id>/scan", { isData: true }),
  },
  options,
  examples: [
    { line: "hunt api GET users/me", does: "Show the user of the token" },
    {
      line: `hunt api GET Alerts --where '{"severity": "critical"}' --order "createdOn DESC" --limit 10`,
      does: "Get the newest critical alerts",
    },
    { line: "hunt api GET Agents --all --select '[].hostname'", does: "Get all host names" },
    {
      line: `hunt api POST Alerts/archive --where '{"name": "Noise"}' --dry-run`,
      does: "Show which records a write would change",
    },
  ],
  asks: true,
  // The client rejects such a condition of a write.
  decides: false,
  async run(context) {
    const { makeRequest } = await import("./run.js");
    return makeRequest(context);
  },
});
