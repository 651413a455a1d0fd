import type { ExtensionGlobalVariable } from "@huntkit/catalog";
import * as z from "zod/mini";
import { checkFields, date, flag, guid, oneOf, optionalText, text } from "../sources/source-fields.js";
import type { ToInputError } from "../sources/source-file.js";

/** Words for an empty value in Lua and YAML: there is no default. */
const nothing = new Set(["", "~", "null", "nil"]);

const Written = z.object(
  {
    name: text("verbose"),
    description: optionalText,
    type: z.prefault(oneOf(["string", "number", "boolean", "secret"]), "string"),
    default: optionalText,
    required: z.prefault(flag, "false"),
    secret: z.prefault(flag, "false"),
  },
  "must have fields such as type and description.",
);

/** An argument or a global variable that an extension declares. */
export interface Declaration {
  name: string;
  description: string;
  type: "string" | "number" | "boolean" | "secret";
  /** Default value, of the declared type; undefined if there is none. */
  default?: string | number | boolean;
  required: boolean;
  /** Whether its value is hidden. */
  secret: boolean;
}

/**
 * Accepts `- verbose: {type: boolean}`, as in the vendor's public scripts, and `- {name: verbose, type:
 * boolean}`, as the vendor's module reads it.
 */
const declaration = z.pipe(
  z.pipe(
    z.unknown(),
    z.transform((entry) => toNamedEntry(entry)),
  ),
  z.pipe(
    Written,
    z.transform((written, context): Declaration => {
      const { default: given, ...rest } = written;
      const secret = written.secret || written.type === "secret";
      if (nothing.has(given.toLowerCase())) return { ...rest, secret };
      const value = parseDefault(given, written.type);
      if (value !== null) return { ...rest, secret, default: value };
      context.issues.push({
        code: "custom",
        path: ["default"],
        message: `must be a ${written.type}.`,
        input: undefined,
      });
      return z.NEVER;
    }),
  ),
);

const list = z
  .array(declaration, "must be a list. Each entry is `- name:` with its fields below.")
  .check(
    z.refine(
      (entries) => new Set(entries.map(({ name }) => name)).size === entries.length,
      "two entries have the same name.",
    ),
  );

/** The entries of `args` or `globals`. Public scripts have an empty value if there are none. */
const declarations = z.prefault(
  z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((entries) => (typeof entries === "string" && nothing.has(entries) ? [] : entries)),
    ),
    list,
  ),
  "",
);

function toNamedEntry(entry: unknown): unknown {
  if (typeof entry === "string") return { name: entry };
  if (typeof entry !== "object" || entry === null) return entry;
  const [[name, fields] = ["", undefined], ...others] = Object.entries(entry);
  if (others.length > 0 || (name === "name" && typeof fields === "string")) return entry;
  if (fields === "") return { name };
  return typeof fields === "object" && fields !== null ? { ...fields, name } : fields;
}

function parseDefault(given: string, type: Declaration["type"]): string | number | boolean | null {
  if (type === "boolean") return /^(true|false)$/i.test(given) ? given.toLowerCase() === "true" : null;
  if (type !== "number") return given;
  return Number.isFinite(Number(given)) ? Number(given) : null;
}

/** Value of `filetype` in every header. The vendor's module rejects any other. */
export const extensionFiletype = "Infocyte Extension";

const filetypeField = z.pipe(
  z
    .string(`missing. Set it to ${extensionFiletype}.`)
    .check(z.refine((word) => word.trim() === extensionFiletype, `must be ${extensionFiletype}.`)),
  z.transform(() => extensionFiletype),
);

/** The header of an extension. Unknown fields are ignored. */
export interface ExtensionHeader {
  /** `Infocyte Extension` in every header. */
  filetype: string;
  name: string;
  /** `Collection` and `Response` in the vendor's own files. */
  type: "collection" | "response";
  /** Description of the extension; empty if there is none. */
  description: string;
  /** Author of the extension; empty if there is none. */
  author: string;
  /** Identifies the extension in all its versions; in lower case. */
  guid: string;
  /** Date of the first version, as in the header: `2024-02-01`; null if it is missing. */
  created: string | null;
  /** Date of this version; null if it is missing. */
  updated: string | null;
  /** Values for one run. */
  args: Declaration[];
  /** Values that HUNT stores for all runs of all extensions, in ExtensionGlobalVariables. */
  globals: Declaration[];
}

const extensionHeader: z.ZodMiniType<ExtensionHeader> = z.object(
  {
    filetype: filetypeField,
    name: text("Host Isolation"),
    type: oneOf(["collection", "response"]),
    description: optionalText,
    author: optionalText,
    guid,
    created: date,
    updated: date,
    args: declarations,
    globals: declarations,
  },
  "must be a list of fields, each `name: value`. Convert TOML, which scripts of 2020 have, to YAML.",
);

/**
 * Checks a parsed header.
 *
 * @param toInputError creates the error; `problem` is `field`
 */
export function checkHeader(data: unknown, toInputError: ToInputError): ExtensionHeader {
  return checkFields(extensionHeader, data, toInputError);
}

/** A variable that HUNT does not have yet, with the default of the first extension that declares it. */
export type NewVariable = Required<Pick<Declaration, "name" | "type" | "default">> & {
  /** Path of that extension's file. */
  path: string | undefined;
};

/** Returns the variables with a default that HUNT does not have yet (the vendor's `Import-ICExtension`). */
export function listMissingVariables(
  declared: readonly { globals: readonly Declaration[]; path: string | undefined }[],
  existing: readonly ExtensionGlobalVariable[],
): NewVariable[] {
  const names = new Set(existing.map(({ name }) => name));
  const missing: NewVariable[] = [];
  for (const { globals, path } of declared) {
    for (const { name, type, secret, default: value } of globals) {
      if (value === undefined || names.has(name)) continue;
      names.add(name);
      missing.push({ name, type: secret ? "secret" : type, default: value, path });
    }
  }
  return missing;
}
