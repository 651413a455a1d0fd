import type { Field } from "@huntkit/catalog";
import type { HuntClient } from "@huntkit/core";
import type { Flag } from "../../program/definition.js";
import { toFlagName } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { booleanFlag, choiceFlag, integerFlag, jsonObjectFlag, stringFlag } from "../../program/flags.js";
import type { RecordKind } from "./kinds.js";
import { findReference, resolveReference } from "./references.js";

type FieldFlags = Record<string, Flag<unknown>>;

/** Returns the properties of a kind that a flag sets, except its secret. */
function listSettable({ model, secret }: RecordKind): [name: string, field: Field][] {
  return Object.entries(model.fields).filter(([name, { writable }]) => writable && name !== secret);
}

function getFlagKey(name: string, field: Field): string {
  return findReference(name, field)?.flag ?? name;
}

/** Returns the key of the flag that reads the secret: `withPassword`. */
function getSecretKey(secret: string): string {
  return `with${secret.charAt(0).toUpperCase()}${secret.slice(1)}`;
}

/**
 * Returns a flag for each property that clients can set, one for the secret, and `--data` for the properties
 * that only this instance has.
 *
 * @param isNew whether the flags are for a new record. Its name is an argument, and some flags are required.
 */
export function createFieldFlags(kind: RecordKind, isNew: boolean): FieldFlags {
  const settable = listSettable(kind).filter(([name]) => !isNew || name !== "name");
  const flags: FieldFlags = Object.fromEntries(
    settable.map(([name, field]) => [getFlagKey(name, field), createFieldFlag(name, field, isNew)]),
  );
  const { secret } = kind;
  if (secret !== undefined)
    flags[getSecretKey(secret)] = booleanFlag(`Read the ${secret} from stdin, or prompt for it`);
  flags["data"] = jsonObjectFlag("json", "Other properties, for example '{\"active\": true}'");
  return flags;
}

function createFieldFlag(name: string, field: Field, isNew: boolean): Flag<unknown> {
  const reference = findReference(name, field);
  if (reference !== undefined) {
    const [, use = ""] = /^ID of (?:the|a) [a-z ]+?( (?:to|for) .*)\.$/.exec(field.description) ?? [];
    const noun = reference.one.charAt(0).toUpperCase() + reference.one.slice(1);
    return stringFlag("name", `${noun}${use}, by name or ID`);
  }
  const { type, values, required } = field;
  const description = field.description.replace(/\.$/, "") + (isNew && required ? " (required)" : "");
  if (type === "number") return integerFlag(description, 0);
  if (type === "boolean") return choiceFlag(["true", "false"], description);
  if (values !== undefined) return choiceFlag(values, description);
  return stringFlag(field.format === "url" ? "url" : "string", description, { isData: true });
}

/** What {@link readFieldValues} needs of a command. */
export interface FieldInput {
  readonly kind: RecordKind;
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** Reads the secret with this name. */
  readonly readSecret: (name: string) => Promise<string>;
}

/**
 * Requires the flags of a new record that have no default.
 *
 * @throws {UsageError} if one of them is missing, or if `--data` has the name
 */
export function requireFields({ kind, options }: Pick<FieldInput, "kind" | "options">): void {
  if (hasProperty(options["data"], "name"))
    throw new UsageError("--data cannot set name, because <name> does.", "Remove it.");
  for (const [name, field] of listSettable(kind)) {
    const key = getFlagKey(name, field);
    const isGiven = name === "name" || options[key] !== undefined || hasProperty(options["data"], name);
    if (!field.required || isGiven) continue;
    throw new UsageError(`Missing required flag ${toFlagName(key)}.`, field.description);
  }
}

/** Returns whether any flag sets a property. */
export function hasFields({ kind, options }: Pick<FieldInput, "kind" | "options">): boolean {
  const keys = Object.keys(createFieldFlags(kind, false));
  return keys.some((key) => options[key] !== undefined && options[key] !== false);
}

/**
 * Returns the properties that the flags set. Names of other records become their IDs.
 *
 * @throws {UsageError} if `--data` has a property that a flag also sets, or the ID
 * @throws {CommandError} if a flag names a record that does not exist
 */
export async function readFieldValues(
  client: HuntClient,
  { kind, options, signal, readSecret }: FieldInput,
): Promise<Record<string, unknown>> {
  const { data } = options as { readonly data: object | undefined };
  const values: Record<string, unknown> = {};
  for (const [name, field] of listSettable(kind)) {
    const key = getFlagKey(name, field);
    const given = options[key];
    if (given === undefined) continue;
    if (hasProperty(data, name))
      throw new UsageError(`--data cannot set ${name} if ${toFlagName(key)} does.`, "Remove one of them.");
    const reference = findReference(name, field);
    const value = reference ? await resolveReference(client, reference, given as string, signal) : given;
    values[name] = field.type === "boolean" ? value === "true" : value;
  }
  if (hasProperty(data, "id"))
    throw new UsageError("--data cannot set id, because HUNT chooses it.", "Remove it.");
  const { secret } = kind;
  if (secret !== undefined && hasProperty(data, secret))
    throw new UsageError(
      `--data cannot set ${secret}. Other users of this machine can see it in the process list.`,
      `Use ${toFlagName(getSecretKey(secret))}, and pass it on stdin.`,
    );
  if (secret !== undefined && options[getSecretKey(secret)] === true)
    values[secret] = await readSecret(secret);
  return { ...data, ...values };
}

function hasProperty(data: unknown, name: string): boolean {
  return typeof data === "object" && data !== null && Object.hasOwn(data, name);
}
