import * as z from "zod/mini";
import { date, guid, oneOf, optionalText, text } from "../sources/fields.js";
import { declarations } from "./declaration.js";

/** What every header begins with (vendor's module refuses any other). */
export const filetype = "Infocyte Extension";

const filetypeField = z.pipe(
  z
    .string(`it is missing. Write ${filetype}.`)
    .check(z.refine((word) => word.trim() === filetype, `it must be ${filetype}.`)),
  z.transform(() => filetype),
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
