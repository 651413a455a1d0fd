import { HuntInputError, type Affected, type AnyRow, type Collection } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { explainNoRecords } from "@huntkit/toolkit/condition-names";
import {
  checkFilter,
  checkWrite,
  compileSelect,
  describeEscaped,
  getOutputFormat,
  getRequestKind,
  pageSize,
  parsePath,
  requireBinaryKind,
  SecretRedactor,
  toFilter,
  toModel,
  toShownRow,
  writeBytes,
  writeData,
  writeListing,
  type OutputFile,
  type PlaceOf,
  type RequestFilter,
  type RequestKind,
  type Select,
} from "@huntkit/toolkit/requests";
import type { options } from "./flags.js";
import { toArray, type Output } from "../../output/output.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { toGuardLimits } from "../../lists/guard-flags.js";
import { createDoubtWarning } from "../../lists/known-names.js";
import { checkIfEmpty } from "../../lists/check-rows.js";
import { toCsvOptions } from "../../lists/list-flags.js";
import { readInput, toHeaders } from "./flag-values.js";

type Options = ValuesOf<typeof options>;

/** Returns the argument or the flag that contains a part of the request. */
const placeOf: PlaceOf = (part) => {
  if (part === "request") return "<path>";
  return part === "output-file" ? "--output" : `--${part}`;
};

/** Sends the request, and prints the response. */
export async function makeRequest({
  args,
  options: given,
  getClient,
  out,
  confirm,
  stdin,
  signal,
}: Context<{ method: string; path: string }, Options>): Promise<void> {
  const path = parsePath(args.path, placeOf);
  requireNoPlaceholder(path);
  const printed = out.withFormat(given.ndjson ? "ndjson" : "json");
  const file = given.output === undefined ? undefined : toOutputFile(given.output);
  const csv = toCsvOptions(given, file?.format);
  if (given.input === "-" && stdin.isTTY === true)
    out.note("Reading the body from stdin. Press Ctrl+D after it, or Ctrl+Z and Enter on Windows.");
  const body = given.input === undefined ? given.body : await readInput(given.input, stdin, signal);
  const headers = toHeaders(given.header);
  const method = args.method.toUpperCase();
  const isListed = given.all || [given.limit, given.order].some((each) => each !== undefined);
  const kind = getRequestKind({ method, path }, isListed);
  const warn = (message: string) => out.note(`Warning: ${message}`);
  const select =
    given.select === undefined
      ? undefined
      : await compileSelect(given.select, "--select", { path, kind, warn });
  checkFlags(given, method, kind, body);
  if (file) requireBinaryKind(file, kind, select !== undefined);
  const where = checkFilter(given, path, placeOf, { isImpossibleAllowed: method === "GET" });
  const client = await getClient();
  const redactor = new SecretRedactor((request) => client.request(request), path);
  if (kind === "list") {
    await printList(
      redactor.collection(path),
      { ...given, where },
      { file: file && { ...file, ...(csv && { csv }) }, select, out: printed, signal, explainEmpty },
    );
    return noteRedacted();
  }
  if (kind === "count") {
    const { route } = toModel(path.split("/").slice(0, -1).join("/"));
    const count = await client.model(route).count(where, { signal });
    if (count === 0) await explainEmpty();
    return printData({ count }, given, { file, select, out: printed });
  }
  const what = `Send ${method} ${path} to ${client.instance.name}`;
  // The client checks this too, but only when it sends the request, after --dry-run or the question.
  const isConditional = method !== "GET" && checkWrite({ method, path, params: {}, where, body }, placeOf);
  if (method === "DELETE" || (given.dryRun && method !== "GET" && !isConditional))
    await confirm(what, body === undefined ? [] : [`with ${JSON.stringify(body)}`]);
  const guard = { ...(!given.dryRun && toGuardLimits(given)), confirm: confirmRecords };
  const query =
    kind === "record"
      ? {
          filter:
            given.fields || given.include ? { fields: given.fields, include: given.include } : undefined,
        }
      : { where };
  const request = { method, path, query, body, headers, guard, unproven: given.unproven, signal };
  if (file?.format === "binary") {
    const { data: bytes } = await client.request<Uint8Array>({ ...request, binary: true });
    await afterResponse(() => writeBytes(file, bytes));
    return out.note(`✓ Wrote ${file.path}.`);
  }
  const { data, attempts } = await redactor.send(request);
  if (attempts === 0) out.note("No records match the condition. Nothing was sent.");
  await printData(data, given, { file, select, out: printed });
  noteRedacted();

  function noteRedacted(): void {
    const redacted = redactor.describe();
    if (redacted !== undefined) out.note(redacted);
  }

  /** Warns if the condition names a record that does not exist. */
  async function explainEmpty(): Promise<void> {
    const warnOfNames = createDoubtWarning(out);
    const error = await explainNoRecords({ client, path, where, signal, warn: warnOfNames });
    if (error) warnOfNames(error);
  }

  /** Shows the records that a write by condition would change. */
  async function confirmRecords({ route, count, sample, isCreated }: Affected): Promise<void> {
    if (isCreated) return confirm(`${what}, which creates a record of ${route}, because none matches`, []);
    if (count === 0 && !given.dryRun) return;
    await confirm(`${what} for ${formatCount(count, "record")} of ${route}`, describeSample(sample, count));
  }
}

/** @throws {UsageError} if the path contains a `{name}`, which only the action's input `params` replaces */
function requireNoPlaceholder(path: string): void {
  const [placeholder] = /\{\w+\}/.exec(path) ?? [];
  if (placeholder === undefined) return;
  throw new UsageError(
    `<path> contains the placeholder ${placeholder}.`,
    "Replace it with a value, for example Alerts/count or targets/0042.",
  );
}

/** Describes the first records. The others are only counted. */
function describeSample(sample: Affected["sample"], count: number): string[] {
  const lines = sample.map(({ id, hostname, name }) =>
    [hostname, name, id].filter((each) => typeof each === "string" || typeof each === "number").join("  "),
  );
  return Array.from({ length: count }, (_, index) => lines[index] ?? "");
}

function checkFlags(
  { all, limit, order, include, fields, where, body, input, output, select, ndjson }: Options,
  method: string,
  kind: RequestKind,
  content: unknown,
): void {
  const refuse = (flag: string, home: string): never => {
    throw new UsageError(`${flag} applies only to ${home}.`, "Remove it.");
  };
  if (body !== undefined && input !== undefined)
    throw new UsageError("--body cannot be used with --input.", "Remove one of them.");
  if (content !== undefined && method === "GET")
    refuse(input === undefined ? "--body" : "--input", "POST, PUT, PATCH, and DELETE");
  if (all && limit !== undefined)
    throw new UsageError("--all cannot be used with --limit.", "Remove one of them.");
  if (kind !== "list") {
    const stray = Object.entries({ "--order": order, "--limit": limit, "--all": all || undefined }).find(
      ([, value]) => value !== undefined,
    );
    if (stray) refuse(stray[0], "GET of a list");
    if (kind === "record" && where !== undefined)
      throw new UsageError("--where has no effect on one record.", "Remove it.");
    if (kind !== "record" && (fields ?? include))
      refuse(fields ? "--fields" : "--include", "GET of a list or of a record");
  }
  if (output?.endsWith(".csv") && (kind !== "list" || select !== undefined))
    throw new UsageError(
      "--output can be a .csv file only for a list without --select.",
      "Use .json or .ndjson.",
    );
  if (ndjson && output !== undefined)
    throw new UsageError(
      "--ndjson cannot be used with --output.",
      "Remove --ndjson, and use a file name that ends in .ndjson.",
    );
}

interface Printing {
  readonly file: OutputFile | undefined;
  readonly select: Select | undefined;
  readonly out: Output;
}

async function printList(
  collection: Collection<AnyRow>,
  given: Omit<Options, "where"> & RequestFilter,
  {
    signal,
    explainEmpty,
    ...printing
  }: Printing & { readonly signal: AbortSignal; readonly explainEmpty: () => Promise<void> },
): Promise<void> {
  const { where, fields, order, include, all, limit } = given;
  const { file, select, out } = printing;
  const filter = toFilter({ where, fields, order, include, limit: all ? undefined : (limit ?? pageSize) });
  const concurrency = order ? 1 : 2;
  const listing = collection.list(filter, {
    maxRows: Infinity,
    signal,
    preserveOrder: true,
    concurrency,
  });
  if (file && !select) {
    const result = await afterResponse(() => writeListing(file, listing));
    out.note(`✓ Wrote ${formatCount(result.rows, "record")} to ${file.path}.`);
    if (result.rows === 0) await explainEmpty();
    const escaped = describeEscaped(result, "--formulas keep");
    return escaped === undefined ? undefined : out.note(escaped);
  }
  const rows = checkIfEmpty(showRows(listing, fields), explainEmpty);
  if (!select) return out.rows(rows, []);
  await printData(await toArray(rows), given, printing);
}

async function* showRows(listing: AsyncIterable<AnyRow>, fields: readonly string[] | undefined) {
  for await (const row of listing) yield toShownRow(row, fields);
}

async function printData(
  data: unknown,
  { ndjson }: Pick<Options, "ndjson">,
  { file, select, out }: Printing,
): Promise<void> {
  const selected = select === undefined ? data : await afterResponse(() => select(data));
  if (file !== undefined) {
    await afterResponse(() => writeData(file, selected));
    return out.note(`✓ Wrote ${file.path}.`);
  }
  if (ndjson && Array.isArray(selected)) return out.rows(selected, []);
  await out.data(selected);
}

function toOutputFile(path: string): OutputFile {
  return { path, format: getOutputFormat(path, "--output"), place: "--output", mode: 0o600, indent: 2 };
}

/** After HUNT has responded, an invalid input is no longer a usage error, because something was sent. */
async function afterResponse<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const isOfResponse =
      error instanceof HuntInputError && ["data", "file", "property"].includes(error.problem);
    throw isOfResponse ? new CommandError(error.message) : error;
  }
}
