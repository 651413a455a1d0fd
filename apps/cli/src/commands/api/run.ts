import type { HuntClient } from "@huntkit/core";
import type { options } from "./flags.js";
import type { Output } from "../../output/output.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { readInput, toHeaders, compileSelect } from "./flag-values.js";
import { getRequestKind, listModel, normalizePath } from "./route.js";
import { getExportFormat, writeData, writeListing } from "./write-output.js";

/** Records that a list gives without `--all` or `--limit`: HUNT's largest page (vendor). */
const pageSize = 1_000;

type Options = ValuesOf<typeof options>;

/** Makes the request, and prints the answer. */
export async function makeRequest({
  args,
  options: given,
  getClient,
  out,
  confirm,
  stdin,
  signal,
}: Context<{ method: string; path: string }, Options>): Promise<void> {
  const path = normalizePath(args.path);
  const printed = out.withFormat(given.ndjson ? "ndjson" : "json");
  if (given.output !== undefined) getExportFormat(given.output, "--output");
  const select = given.select === undefined ? undefined : await compileSelect(given.select);
  const body = given.input === undefined ? given.body : await readInput(given.input, stdin, signal);
  const headers = toHeaders(given.header);
  const method = args.method.toUpperCase();
  const isListed = given.all || [given.limit, given.order].some((each) => each !== undefined);
  const kind = method === "GET" ? getRequestKind(path, isListed) : "other";
  checkFlags(given, method, kind, body);
  const client = await getClient();
  if (kind === "list") return printList(client, path, given, select, printed, signal);
  const what = `Send ${method} ${path}${given.where ? ` for what meets ${JSON.stringify(given.where)}` : ""} to ${client.instance.name}`;
  if (method === "DELETE" || (given.dryRun && method !== "GET"))
    await confirm(what, body === undefined ? [] : [`with ${JSON.stringify(body)}`]);
  const query =
    kind === "record"
      ? {
          filter:
            given.fields || given.include ? { fields: given.fields, include: given.include } : undefined,
        }
      : { where: given.where };
  const { data } = await client.request({ method, path, query, body, headers, signal });
  await printData(select ? select(data) : data, given, printed);
}

function checkFlags(
  { all, limit, order, include, fields, body, input, output, select, ndjson }: Options,
  method: string,
  kind: ReturnType<typeof getRequestKind>,
  content: unknown,
): void {
  const refuse = (flag: string, home: string): never => {
    throw new UsageError(`${flag}: it goes with ${home}.`, "Leave it out.");
  };
  if (body !== undefined && input !== undefined)
    throw new UsageError("--body and --input: only one of them can be sent.", "Leave one out.");
  if (content !== undefined && method === "GET")
    refuse(input === undefined ? "--body" : "--input", "POST, PUT, PATCH and DELETE");
  if (all && limit !== undefined)
    throw new UsageError(
      "--all and --limit: the one reads every page, and the other stops before.",
      "Leave one out.",
    );
  if (kind !== "list") {
    const stray = Object.entries({ "--order": order, "--limit": limit, "--all": all || undefined }).find(
      ([, value]) => value !== undefined,
    );
    if (stray) refuse(stray[0], "GET of a list");
    if (kind !== "record" && (fields ?? include))
      refuse(fields ? "--fields" : "--include", "GET of a list or of a record");
  }
  if (output?.endsWith(".csv") && (kind !== "list" || select !== undefined))
    throw new UsageError(
      "--output: CSV takes the records of a list as they are.",
      "Write .json or .ndjson, or leave out --select.",
    );
  if (ndjson && output !== undefined)
    throw new UsageError("--ndjson: how a file is written goes by its name.", "End it in .ndjson.");
}

async function printList(
  client: HuntClient,
  path: string,
  given: Options,
  select: ((data: unknown) => unknown) | undefined,
  out: Output,
  signal: AbortSignal,
): Promise<void> {
  const { where, fields, order, include, all, limit, output } = given;
  const filter = { where, fields, order, include, limit: all ? undefined : (limit ?? pageSize) };
  const listing = listModel(client, path, filter, {
    signal,
    preserveOrder: true,
    concurrency: order ? 1 : 2,
  });
  if (select) return printData(select(await listing.toArray()), given, out);
  if (output === undefined) return out.rows(listing, []);
  const count = await writeListing(output, listing);
  out.note(`✓ ${count} records in ${output}.`);
}

async function printData(data: unknown, { output, ndjson }: Options, out: Output): Promise<void> {
  if (output !== undefined) return writeData(output, data);
  if (ndjson && Array.isArray(data)) return out.rows(data, []);
  await out.data(data, () => "");
}
