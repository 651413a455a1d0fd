import { formatCount } from "@huntkit/toolkit";
import type { HuntClient, Rows } from "@huntkit/core";
import { confirmAffected, guardFlags, requireExpected } from "../../lists/guard-flags.js";
import { listSchema } from "../../lists/record-schema.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { CommandError } from "../../program/errors.js";
import { requiredVariadicArgument } from "../../program/flags.js";
import { describeFile, fileSchema } from "./file-table.js";

/** Arguments and flags of commands that act on quarantined files. */
export const fileActionInput = {
  arguments: { id: requiredVariadicArgument("ID of a file, as shown by `hunt quarantine list`") },
  options: { expect: guardFlags.expect, maxAffected: guardFlags.maxAffected },
};

type ActionContext = Context<
  ValuesOf<typeof fileActionInput.arguments>,
  ValuesOf<typeof fileActionInput.options>
>;

/** The JSON Schema of the files that an action changed. */
export const actedOnFilesSchema = listSchema("The files, with their previous state", fileSchema);

/** An action on quarantined files. */
export interface FileAction {
  /** The action as an imperative: `Restore`. */
  readonly verb: string;
  /** The action in the past tense: `Requested to restore`. */
  readonly done: string;
  /** Returns whether the action has no effect on a file, and why: `is already restored`. */
  readonly needless?: { readonly is: (file: Rows.QuarantinedFile) => boolean; readonly why: string };
  readonly run: (
    files: HuntClient["quarantinedFiles"],
    where: { id: { inq: string[] } },
    options: { signal: AbortSignal },
  ) => Promise<void>;
}

/** Reads the named files, asks for confirmation, and acts on exactly these. */
export async function actOnFiles(
  context: ActionContext,
  { verb, done, needless, run }: FileAction,
): Promise<void> {
  const { args, options, getClient, out, signal } = context;
  const client = await getClient();
  const { quarantinedFiles: files, instance } = client;
  const ids = [...new Set(args.id.map((id) => id.toLowerCase()))];
  for (const id of ids) files.requireId(id);
  const found = await files.list({ where: { id: { inq: ids } } }, { signal }).toArray();
  const missing = ids.filter((id) => !found.some((file) => file.id.toLowerCase() === id));
  if (missing.length > 0)
    throw new CommandError(
      `Quarantined files not found: ${missing.slice(0, 5).join(", ")}. Nothing was changed.`,
      "Run `hunt quarantine list` to list all files with their IDs.",
      1,
      "CLI_NOT_FOUND",
    );
  const todo = found.filter((file) => !needless?.is(file));
  for (const file of found.filter((each) => needless?.is(each)))
    out.note(`${file.name ?? file.id} ${needless!.why}.`);
  const guarded = { options: { ...options, allowAllRecords: false } };
  if (todo.length === 0) {
    await requireExpected(guarded, { route: files.route, count: found.length });
    out.note("Nothing to do.");
  } else {
    const count = formatCount(todo.length, "file");
    const affected = { route: files.route, count: todo.length, selected: found.length, total: null };
    const action = `${verb} ${count} at ${instance.name}`;
    await confirmAffected({ ...context, ...guarded }, affected, action, todo.map(describeFile));
    await run(files, { id: { inq: todo.map(({ id }) => id) } }, { signal });
    out.note(`✓ ${done} ${count}. Agents do this later: run \`hunt job list\` for the progress.`);
  }
  if (out.format !== "human") await out.rows(todo, []);
}
