import type { ExtensionGlobalVariable } from "@huntkit/catalog";
import * as z from "zod/mini";
import { date, flag, guid, oneOf, optionalText, text } from "../sources/source-fields.js";

/** What Lua and YAML call nothing: no default at all. */
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
  "it must have fields such as type and description.",
);

/** An argument or a global variable that an extension declares. */
export interface Declaration {
  name: string;
  description: string;
  type: "string" | "number" | "boolean" | "secret";
  /** Of the type that is declared; absent where there is none. */
  default?: string | number | boolean;
  required: boolean;
  /** Whether nobody is to see its value. */
  secret: boolean;
}

/** `- verbose: {type: boolean}`, as the vendor's public scripts write it, or `- {name: verbose, type: boolean}`, as the vendor's module reads it. */
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
        message: `it must be a ${written.type}.`,
        input: undefined,
      });
      return z.NEVER;
    }),
  ),
);

const list = z
  .array(declaration, "it must be a list, each entry `- name:` with its fields below.")
  .check(
    z.refine(
      (entries) => new Set(entries.map(({ name }) => name)).size === entries.length,
      "two entries have the same name.",
    ),
  );

/** What a header declares under `args` or `globals`; public scripts leave it empty where there is nothing. */
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

/** What every header begins with (vendor's module refuses any other). */
export const extensionFiletype = "Infocyte Extension";

const filetypeField = z.pipe(
  z
    .string(`it is missing. Write ${extensionFiletype}.`)
    .check(z.refine((word) => word.trim() === extensionFiletype, `it must be ${extensionFiletype}.`)),
  z.transform(() => extensionFiletype),
);

/** The header of an extension. Fields that it does not name are left out. */
export const ExtensionHeader = z.object(
  {
    filetype: filetypeField,
    name: text("Host Isolation"),
    /** `Collection` and `Response` in the vendor's own files. */
    type: oneOf(["collection", "response"]),
    description: optionalText,
    author: optionalText,
    /** Tells versions of one extension from other extensions; in lower case. */
    guid,
    /** When it was written first and last, as the header says it: `2024-02-01`. */
    created: date,
    updated: date,
    /** What is given to one run. */
    args: declarations,
    /** What HUNT keeps for all runs of all extensions, in ExtensionGlobalVariables. */
    globals: declarations,
  },
  "it must be a list of fields, each `name: value`. TOML, which scripts of 2020 have, has to be rewritten.",
);
export type ExtensionHeader = z.infer<typeof ExtensionHeader>;

/** A variable that HUNT lacks, with the default of the first extension that declares it. */
export type NewVariable = Required<Pick<Declaration, "name" | "type" | "default">> & {
  /** The file of that extension. */
  path: string | undefined;
};

/** The variables with a default that HUNT lacks (the vendor's `Import-ICExtension`). */
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
