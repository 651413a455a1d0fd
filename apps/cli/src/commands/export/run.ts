import { formatNumber } from "@huntkit/toolkit";
import { describeEscaped, getOutputFormat, parsePath, toFilter, toModel } from "@huntkit/toolkit/requests";
import { rm } from "node:fs/promises";
import { findResumePoint } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { proveReplaceable } from "@huntkit/core/files";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { CommandError, createInterruptError, UsageError } from "../../program/errors.js";
import { explain } from "../../program/explain.js";
import { toCsvOptions } from "../../lists/list-flags.js";
import { toExportWhere } from "./conditions.js";
import type { options as flags } from "./flags.js";
import { openLazily } from "./lazy-file.js";
import { suggestModel, saveQuery, resolveQuery } from "./query-file.js";

/** Exports a model, from the start or from the last row that was written. */
export async function exportModel({
  args,
  options,
  getClient,
  out,
  progress,
  now,
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
  const condition = toExportWhere(model, options, now());
  const client = await getClient();
  const query = await resolveQuery(
    path,
    { instance: client.instance.origin, model, where: condition, fields: options.fields },
    options,
  );
  if (query === null) return out.note(`Nothing to resume: the export in ${path} is complete.`);
  const canResume = query.fields === undefined || query.fields.includes("id");
  if (resume && !canResume)
    throw new UsageError(
      `The export in ${path} cannot be resumed, because its fields do not include id.`,
      "Start it again with --force, and add id to --fields.",
    );
  const checkpoint = resume ? await findResumePoint(path, format) : undefined;
  const isRest = checkpoint !== undefined && checkpoint.lastId !== null;
  await saveQuery(path, query);
  const { where, fields } = query;
  const listing = client
    .model(toModel(model))
    .list(toFilter({ where, fields }), { maxRows: Infinity, signal, concurrency });
  const all = isRest ? await listing.count().catch(() => null) : null;
  const bar = progress(`Exporting ${isRest && all === null ? "the rest of " : ""}${model}`, "rows");
  const file = openLazily(path, checkpoint ? "a" : "w");
  let done = checkpoint?.done ?? 0;
  try {
    const result = await listing.exportTo(file.stream, {
      ...csv,
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
    await saveQuery(path, null);
    out.note(
      `✓ Exported ${formatNumber(result.rows)} ${isRest ? "more " : ""}${result.rows === 1 ? "row" : "rows"} to ${path}.`,
    );
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
      await saveQuery(path, null);
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
