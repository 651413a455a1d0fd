import { isDeepStrictEqual } from "node:util";
import { toLine } from "../../output/escape.js";
import {
  type AffectedContents,
  agentLimitFlags,
  type AgentLimits,
  confirmAffectedAgents,
} from "../../lists/affected-agents.js";
import { recordSchema } from "../../lists/record-schema.js";
import type { Context } from "../../program/context.js";
import { defineCommand, type Command, type Flag } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { readStdin } from "../../program/files.js";
import { booleanFlag, requiredArgument } from "../../program/flags.js";
import type { HuntClient } from "@huntkit/core";
import { describeAssumedWrites } from "@huntkit/toolkit";
import { createFieldFlags, hasFields, readFieldValues, requireFields } from "./field-flags.js";
import { withArticle } from "./groups.js";
import { findRecord, getCollection, recordArgument, type RecordSet } from "./record-set.js";
import type { RecordKind } from "./kinds.js";
import { findReference } from "./references.js";
import { describeOmission, omitSecret } from "./record-secret.js";
import { type AnyRecord, describeRecord, getProperty, getRecordName } from "./record-view.js";

/** Creates the command that creates a record. */
export function createCreateCommand({ group, one, kind }: RecordSet): Command {
  return defineCommand({
    description: `Create ${withArticle(one)}, and print its ID.${describeEvidence(kind)}${describeData(kind)}`,
    arguments: { name: requiredArgument(`Name of the ${one}. It must be unique${describeParent(kind)}`) },
    options: { ...createFieldFlags(kind, true), ...createUnprovenFlag(kind) },
    examples: [{ line: `hunt ${group} create ${kind.examples.create}`, does: `Create ${withArticle(one)}` }],
    schema: recordSchema(kind.model),
    async run(context) {
      const { args, options, getClient, out, signal } = context;
      const name = args.name.trim();
      if (name === "") throw new UsageError("The value of <name> is empty.", `Set the name of the ${one}.`);
      requireFields({ kind, options });
      const client = await getClient();
      const readSecret = createSecretReader(context);
      const values = { ...(await readFieldValues(client, { kind, options, signal, readSecret })), name };
      await requireFreeName(client, { one, kind }, values, signal);
      const row = await getCollection(client, kind).create(values as object, {
        unproven: isUnproven(options),
        signal,
      });
      await out.data(omitSecret(row, kind), ({ id }) => toLine(id));
      out.note(`✓ Created the ${one} ${name}.`);
    },
  });
}

/** Creates the command that changes a record. */
export function createUpdateCommand(set: RecordSet): Command {
  const { group, one, kind } = set;
  return defineCommand({
    description: `Change the specified properties of ${withArticle(one)}. All others remain unchanged.${describeConfirmation(kind)}${describeEvidence(kind)}${describeData(kind)}`,
    arguments: { [group]: recordArgument(set) },
    options: {
      ...createFieldFlags(kind, false),
      ...createUnprovenFlag(kind),
      ...createLimitFlags(kind.asksToChange),
    },
    examples: [{ line: `hunt ${group} update ${kind.examples.update}`, does: `Change ${withArticle(one)}` }],
    schema: recordSchema(kind.model),
    asks: kind.asksToChange ?? false,
    async run(context) {
      const { args, options, getClient, out, signal } = context;
      if (!hasFields({ kind, options }))
        throw new UsageError("No properties to change.", `See hunt ${group} update --help for the flags.`);
      const client = await getClient();
      const before = await findRecord(client, set, args[group]!, signal);
      const readSecret = createSecretReader(context);
      const values = await readFieldValues(client, { kind, options, signal, readSecret });
      if (["name", kind.model.parent].some((property) => property !== undefined && property in values))
        await requireFreeName(client, set, { ...before, ...values }, signal);
      if (kind.asksToChange) await confirmChange(client, set, { before, values }, context);
      const row = await getCollection(client, kind).update(before.id, values, {
        unproven: isUnproven(options),
        signal,
      });
      if (out.format !== "human") await out.data(omitSecret(row, kind));
      out.note(`✓ Changed the ${one} ${getRecordName(row, kind)}.`);
    },
  });
}

/** Properties that only people read. */
const texts = new Set(["name", "description"]);

/** Asks for confirmation if the change affects devices, or with `--dry-run`. */
async function confirmChange(
  client: HuntClient,
  { one, kind }: RecordSet,
  { before, values }: { readonly before: AnyRecord; readonly values: Readonly<Record<string, unknown>> },
  context: Context,
): Promise<void> {
  const { options, signal } = context;
  const changed = Object.keys(values).filter(
    (name) => !isDeepStrictEqual(getProperty(before, name), values[name]),
  );
  const isDryRun = (options as { readonly dryRun?: boolean }).dryRun === true;
  if (!isDryRun && changed.every((name) => texts.has(name))) return;
  const format = (value: unknown): string => JSON.stringify(value ?? null);
  const contents = await readContents(client, kind, before.id, signal);
  const action = `Change the ${one} ${getRecordName(before, kind)} at ${client.instance.name}`;
  await confirmAffectedAgents(withLimits(context), contents, action, [
    ...changed.map((name) => `${name}: ${format(getProperty(before, name))} -> ${format(values[name])}`),
    ...contents.lines,
  ]);
}

/** Returns what a change of a record affects. */
async function readContents(
  client: HuntClient,
  kind: RecordKind,
  id: string,
  signal: AbortSignal,
): Promise<AffectedContents> {
  return (await kind.readContents?.(client, id, signal)) ?? { agents: 0, lines: [] };
}

/** Returns a context with the flags of {@link createLimitFlags}, which some kinds do not have. */
function withLimits({
  options,
  confirm,
}: Context): Pick<Context<object, AgentLimits>, "options" | "confirm"> {
  return { options: { expect: undefined, maxAffected: undefined, ...options }, confirm };
}

/** Returns the flags that limit the agents that a command affects, if it can affect any. */
function createLimitFlags(affectsAgents = false): Record<string, Flag<unknown>> {
  return affectsAgents ? agentLimitFlags : {};
}

/** Describes when a change asks for confirmation. */
function describeConfirmation({ asksToChange }: RecordKind): string {
  if (!asksToChange) return "";
  return " If more than the name or the description changes, the command shows what it affects and asks for confirmation.";
}

/** Creates the command that deletes a record. */
export function createDeleteCommand(set: RecordSet): Command {
  const { group, one, kind } = set;
  const { onDelete, examples } = kind;
  const consequence = onDelete === undefined ? "" : ` ${onDelete}`;
  const example = examples.delete ?? examples.get;
  return defineCommand({
    description: `Delete ${withArticle(one)}.${consequence} The command shows it and asks for confirmation.${describeEvidence(kind)}`,
    arguments: { [group]: recordArgument(set) },
    options: createLimitFlags(kind.readContents !== undefined),
    examples: [{ line: `hunt ${group} delete ${example}`, does: `Delete ${withArticle(one)}` }],
    schema: recordSchema(kind.model),
    asks: true,
    async run(context) {
      const { args, getClient, out, signal } = context;
      const client = await getClient();
      const row = await findRecord(client, set, args[group]!, signal);
      const name = getRecordName(row, kind);
      const contents = await readContents(client, kind, row.id, signal);
      const action = `Delete the ${one} ${name} at ${client.instance.name}`;
      await confirmAffectedAgents(withLimits(context), contents, action, [
        describeRecord(row, kind),
        ...contents.lines,
      ]);
      await getCollection(client, kind).delete(row.id, { signal });
      if (out.format !== "human") await out.data(omitSecret(row, kind));
      out.note(`✓ Deleted the ${one} ${name}.`);
    },
  });
}

/** Returns the flag for a value that no record has, if records of the kind share the values of a property. */
function createUnprovenFlag({ model }: RecordKind): Record<string, Flag<unknown>> {
  const shared = Object.entries(model.fields).find(([, { hasSharedValues }]) => hasSharedValues);
  if (shared === undefined) return {};
  return { unproven: booleanFlag(`Allow a ${shared[0]} that no record of ${model.route} has`) };
}

function isUnproven(options: Readonly<Record<string, unknown>>): boolean {
  return options["unproven"] === true;
}

/** Describes that writes are assumed, if they are. */
function describeEvidence({ model }: RecordKind): string {
  return ` ${describeAssumedWrites(model)}`.trimEnd();
}

/** Describes `--data` and the flag of the secret. */
function describeData(kind: RecordKind): string {
  const { secret } = kind;
  const data = " HUNT may have other properties than those with a flag. To set them, use `--data`.";
  if (secret === undefined) return data;
  return `${data}\n\nPass the ${secret} on stdin with \`--with-${secret}\`. Other users of this machine can see arguments in the process list.${describeOmission(kind)}`;
}

/** Returns a function that reads a secret from stdin or a prompt, and redacts it in all later output. */
function createSecretReader({ stdin, signal, askToken, out }: Context): (name: string) => Promise<string> {
  return async (name) => {
    const read = stdin.isTTY === true ? await askToken(`The ${name}:`) : await readStdin(stdin, signal);
    const secret = read.replace(/\r?\n$/, "");
    if (secret === "") throw new UsageError(`The ${name} on stdin is empty.`, `Pass the ${name} on stdin.`);
    const { createSecretRedactor } = await import("@huntkit/core/credentials");
    out.hideSecret(createSecretRedactor(secret));
    return secret;
  };
}

/** Describes where the names of a kind are unique. Empty if they are unique in the instance. */
function describeParent({ model }: RecordKind): string {
  const { parent = "" } = model;
  const reference = findReference(parent, model.fields[parent]);
  return reference === undefined ? "" : ` in its ${reference.one}`;
}

/**
 * Requires that no other record of a kind has the name of a record, because the commands identify records by their
 * names. Records of another parent may have it.
 *
 * @param record the record as it will be. If it has no parent, its name must be unique in the instance.
 * @throws {CommandError} if another record has the name, regardless of case
 */
async function requireFreeName(
  client: HuntClient,
  { one, kind }: Pick<RecordSet, "one" | "kind">,
  record: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<void> {
  const { name } = record;
  if (typeof name !== "string") return;
  const { findNameConflict, matchName } = await import("@huntkit/core/internal");
  const same = await getCollection(client, kind)
    .list({ where: matchName(name) }, { signal })
    .toArray();
  const other = findNameConflict(kind.model.route, record, same);
  if (other === undefined) return;
  const noun = withArticle(one);
  throw new CommandError(
    `${noun.charAt(0).toUpperCase()}${noun.slice(1)} named "${getRecordName(other, kind)}" already exists (${other.id}).`,
    "Choose a different name.",
  );
}
