import { methods } from "./methods.js";
import { defineCommand } from "../../program/definition.js";
import { file, json, jsonObject, names, required, text, texts, toggle, whole } from "../../program/flags.js";

/** The flags of `hunt api`. */
export const options = {
  where: jsonObject("json", 'LoopBack\'s conditions, such as \'{"severity": "high"}\''),
  fields: names("names", "Only these properties, between commas"),
  order: names("names", 'The order of a list, such as "createdOn DESC"'),
  include: names("names", "Relations to bring along, between commas"),
  limit: whole("count", "The most records of a list", 1),
  all: toggle("Read all pages of a list"),
  body: json("json", "What to send, as JSON"),
  input: file("file", "What to send, as JSON from a file, or from stdin for -"),
  header: texts("line", 'A header, such as "scanid: 42"'),
  select: text("expression", "What to pick out of the answer, in JMESPath"),
  output: file("file", "Write the answer into this file: .json, or a record a line as .ndjson, or .csv"),
  ndjson: toggle("Print a list a record a line"),
};

export default defineCommand({
  description: `Makes any request to HUNT's API, and prints the answer as JSON. The path is written below \`/api\`; what there is shows the instance's \`/explorer\`.

Lists are read a page of 1,000 records at a time: one page unless \`--limit\` or \`--all\` says otherwise. A \`DELETE\` asks first, and with \`--dry-run\` nothing but a \`GET\` is sent.`,
  arguments: {
    method: required("GET, POST, PUT, PATCH or DELETE", { choices: methods }),
    path: required("The path, such as Alerts or targets/<id>/scan"),
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
