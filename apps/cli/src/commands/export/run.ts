import { formatDateTime, formatNumber } from "@huntkit/toolkit";
import { requireNamedRecords } from "@huntkit/toolkit/condition-names";
import {
  describeEscaped,
  getOutputFormat,
  parsePath,
  SecretRedactor,
  toFilter,
} from "@huntkit/toolkit/requests";
import { rm } from "node:fs/promises";
import { findResumePoint } from "@huntkit/core";
import { type PlainWhere, toIso } from "@huntkit/core/internal";
import { quoteForShell } from "@huntkit/core/escape";
import { proveReplaceable } from "@huntkit/core/files";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { CommandError, createInterruptError, UsageError } from "../../program/errors.js";
import { explain } from "../../program/explain.js";
import { requireKnownHosts } from "../../lists/known-host.js";
import { createDoubtWarning } from "../../lists/known-names.js";
import { toCsvOptions } from "../../lists/list-flags.js";
import { requireFilterable, toExportWhere } from "./conditions.js";
import type { options as flags } from "./flags.js";
import { chooseArchive, listRecords } from "./list-records.js";
import { openLazily } from "./lazy-file.js";
import {
  deleteQuery,
  getSize,
  readStoredQuery,
  requireNewFile,
  storeComplete,
  storeQuery,
  suggestModel,
  type ExportQuery,
  type StoredQuery,
} from "./query-file.js";

/** Exports a model, from the start or from the last row that was written. */
export async function exportModel({
  args,
  options,
  getClient,
  out,
  progress,
  serverTime,
  signal,
}: Context<{ model: string }, ValuesOf<typeof flags>>): Promise<void> {
  const { output: path, concurrency, resume } = options;
  if (path === undefined)
    throw new UsageError(
      "Missing required flag --output.",
      `For example: --output ${args.model.toLowerCase()}.ndjson`,
    );
  const format = getOutputFormat(path, "--output", ["ndjson", "csv"]);
  const model = parsePath(args.model, (part) => (part === "request" ? "<model>" : `--${part}`));
  await proveReplaceable(path).catch((error: Error) => {
    throw new UsageError(`--output: ${error.message}`);
  });
  const csv = toCsvOptions(options, format);
  requireFilterable(model, options);
  const client = await getClient();
  const toGiven = async (time: number): Promise<ExportQuery> => ({
    instance: client.instance.origin,
    model,
    where: await toExportWhere(model, options, time),
    fields: options.fields,
    formulas: csv?.formulas,
  });
  if (!resume) {
    await requireNewFile(path, options.force);
    await requireKnownHosts(client, options.host, signal);
  }
  const start = await serverTime();
  const query = resume
    ? await readStoredQuery(path, toGiven)
    : { ...(await toGiven(start)), now: start, state: "new" as const };
  if (query.state === "complete") return out.note(describeComplete(path, query));
  const canResume = query.fields === undefined || query.fields.includes("id");
  if (resume && !canResume)
    throw new UsageError(
      `The export in ${path} cannot be resumed, because its fields do not include id.`,
      "Start it again with --force, and add id to --fields.",
    );
  const { where, fields, formulas } = query;
  const archive = chooseArchive(model, where as PlainWhere | undefined, query.now);
  const redactor = new SecretRedactor((request) => client.request(request), model);
  const listing = listRecords(
    client,
    redactor.collection(model),
    toFilter({ where, fields }),
    { maxRows: Infinity, signal, concurrency },
    archive,
  );
  if (!resume) {
    const checkEmpty = await requireNamedRecords({
      client,
      path: model,
      archive: archive === "included",
      where,
      signal,
      warn: createDoubtWarning(out),
    });
    if (checkEmpty && (await listing.count()) === 0) await checkEmpty();
  }
  const checkpoint = resume ? await findResumePoint(path, format) : undefined;
  const isRest = checkpoint !== undefined && checkpoint.lastId !== null;
  // The stored query of a file that will be replaced describes it until then.
  const isNew = !resume && (await getSize(path)) === 0;
  if (isNew) await storeQuery(path, query);
  const all = isRest ? await listing.count().catch(() => null) : null;
  const bar = progress(`Exporting ${isRest && all === null ? "the rest of " : ""}${model}`, "rows");
  const file = openLazily(path, checkpoint ? "a" : "w", () =>
    storeQuery(path, { ...query, state: "started" }),
  );
  let done = checkpoint?.done ?? 0;
  try {
    const result = await listing.exportTo(file.stream, {
      ...csv,
      formulas,
      format,
      resume: checkpoint,
      onProgress({ done: count, total }) {
        done = count;
        // The listing does not count the rows that are already in the file.
        const before = all === null || total === null ? 0 : Math.max(0, all - total);
        bar.update(before + done, total === null ? null : before + total);
      },
    });
    bar.stop();
    await storeComplete(path, query);
    out.note(
      `✓ Exported ${formatNumber(result.rows)} ${isRest ? "more " : ""}${result.rows === 1 ? "row" : "rows"} to ${path}.`,
    );
    if (archive === "omitted") out.note(archiveAdvice);
    const redacted = redactor.describe();
    if (redacted !== undefined) out.note(redacted);
    const escaped = describeEscaped(result, "--formulas keep");
    if (escaped !== undefined) out.note(escaped);
    if (result.omitted.length > 0)
      out.note(
        `Omitted columns that are missing from the first page: ${result.omitted.join(", ")}. To include them, use --fields.`,
      );
  } catch (error) {
    bar.stop();
    if (done === 0 && !resume) {
      if (file.isBegun()) await rm(path, { force: true });
      if (file.isBegun() || isNew) await deleteQuery(path);
      throw suggestModel(error, model);
    }
    const { message, advice, exitCode } = await explain(
      signal.aborted ? createInterruptError() : error,
      client,
      { options },
    );
    throw new CommandError(
      `${message} ${formatNumber(done)} ${isRest ? "more " : ""}rows were written to ${path}.`,
      [
        advice,
        canResume
          ? `Continue with: hunt export ${args.model} --output ${quoteForShell(path)} --resume`
          : "The export cannot be resumed, because --fields does not include id. Start it again with --force.",
      ]
        .filter(Boolean)
        .join("\n"),
      exitCode,
    );
  }
}

const archiveAdvice =
  "Only current alerts were exported. HUNT moves alerts older than about 30 days to an archive. " +
  "To include it, add --since, for example --since 365d.";

/** Describes an export that cannot be resumed, with its time, because newer records are missing in it. */
function describeComplete(path: string, { now }: StoredQuery): string {
  const time = formatDateTime(toIso(now));
  return `Nothing to resume: the export in ${path} is complete. It was started on ${time}. To export again, use --force instead of --resume.`;
}
