import { fileDwellTimes, fileReps } from "@huntkit/catalog";
import type { HuntClient, Rows } from "@huntkit/core";
import { recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { toArray } from "../../../output/output.js";
import { commentSchema } from "../../comment/comment-table.js";

export default defineCommand({
  description:
    "Show the reputation of a file: its verdict, the results of antivirus engines, its flag, its dwell time, " +
    "and the comments on it. `hunt alert get` shows the SHA-1 of the file of an alert.",
  arguments: { sha1: requiredArgument("SHA-1 of the file (40 hex digits)", { isData: true }) },
  examples: [
    { line: "hunt file get 538c0c213b792d5c68788760195473fe8a7dd674", does: "Show the reputation of a file" },
  ],
  schema: recordSchema(fileReps, {
    more: {
      flagName: { type: ["string", "null"], description: "Name of the flag on the file." },
      dwellTimes: { type: "array", items: recordSchema(fileDwellTimes) },
      comments: { type: "array", items: commentSchema },
    },
  }),
  async run({ args, getClient, out, signal }) {
    const sha1 = args.sha1.toLowerCase();
    if (!/^[0-9a-f]{40}$/.test(sha1))
      throw new UsageError(
        `Invalid value "${args.sha1}" for <sha1>.`,
        "Use the SHA-1 of a file: 40 hex digits.",
      );
    const client = await getClient();
    const file = await client.fileReps.get(sha1, { signal });
    const [flagName, dwellTimes, comments] = await Promise.all([
      readFlagName(client, file.flagId, signal),
      client.fileDwellTimes.list({ where: { fileRepId: sha1 } }, { signal }).toArray(),
      toArray(client.userComments.withUsers({ where: { relatedId: sha1 }, order: "createdOn" }, { signal })),
    ]);
    await out.record({ ...file, flagName, dwellTimes, comments }, (all) => [
      ["SHA-1", all.id],
      ["MD5", all.md5],
      ["SHA-256", all.sha256],
      ["Size", all.size],
      ["Threat", all.threatName],
      ["Threat score", all.threatScore],
      ["Engines", describeEngines(all)],
      ["Detected as", listDetections(all).join(", ")],
      ["Flag", all.flagName],
      ["Dwell times", String(all.dwellTimes.length)],
      [
        "Comments",
        all.comments.map(({ userName, value }) => `${userName ?? "unknown"}: ${value ?? ""}`).join(" · "),
      ],
    ]);
  },
});

function describeEngines({ avPositives, avTotal }: Rows.FileRep): string | null {
  return avTotal ? `${avPositives ?? 0} of ${avTotal} report it as malicious` : null;
}

/** Lists what antivirus engines detected: `Engine A (EXP/CVE-2016-7228)`. */
function listDetections({ avResults }: Rows.FileRep): string[] {
  const results = Object.entries(Object(avResults?.results) as Readonly<Record<string, unknown>>);
  return results.flatMap(([engine, result]) => {
    const { detected, name } = Object(result) as { readonly detected?: unknown; readonly name?: unknown };
    if (detected !== true) return [];
    return [typeof name === "string" ? `${engine} (${name})` : engine];
  });
}

async function readFlagName(
  { flags }: HuntClient,
  flagId: string | null | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  if (!flagId) return null;
  const flag = await flags.list({ where: { id: flagId }, fields: ["name"] }, { signal }).first();
  return flag?.name ?? flagId;
}
