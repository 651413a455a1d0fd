import { HuntInputError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { requireNoToken } from "@huntkit/core/internal";
import type { SecretAddress } from "./remote-secret.js";
import { storeKinds, type StoreKind, type StoreScheme } from "./store-kinds.js";

/** The address of a place for a token, such as `vault:secret/hunt#token`. */
export interface StoreAddress extends SecretAddress {
  readonly scheme: StoreScheme;
}

/**
 * Parses the address of a secret store.
 *
 * @param input name of the input, for the error
 * @param otherForms other forms that the input supports, for the error
 * @throws {HuntInputError} `problem: "scheme"` if the service is unknown, or `"syntax"` if the address does not have
 *   the form of this service
 */
export function parseStoreAddress(
  input: string,
  text: string,
  otherForms: readonly string[] = [],
): StoreAddress {
  requireNoToken(input, text);
  const [, scheme = "", location = "", field] = /^([a-z-]+):([^#]*)(?:#(.*))?$/s.exec(text.trim()) ?? [];
  const shown = escapeToSingleLine(text, 100);
  if (!isStoreScheme(scheme))
    throw new HuntInputError(
      input,
      "scheme",
      `${input}: "${shown}" is not the address of a secret store. Use one of these: ${[...otherForms, ...listStoreForms()].join(", ")}.`,
    );
  const kind: StoreKind = storeKinds[scheme];
  // In a URL, these segments would lead to another secret.
  const hasDots = location.split("/").some((segment) => /^\.{1,2}$/.test(segment));
  const parts = hasDots ? undefined : kind.pattern.exec(location)?.groups;
  const isFieldValid =
    field === undefined ? kind.field !== "required" : kind.field !== "none" && /^[\w.-]+$/.test(field);
  if (parts === undefined || !isFieldValid)
    throw new HuntInputError(
      input,
      "syntax",
      `${input}: "${shown}" is not a valid address. Use ${kind.form}, for example ${kind.example}.`,
    );
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { text: text.trim(), scheme, parts: Object.fromEntries(given), field };
}

/** Returns the forms of all addresses, such as `vault:<mount>/<path>#<field>`. */
export function listStoreForms(): string[] {
  return Object.values(storeKinds).map(({ form }) => form);
}

function isStoreScheme(scheme: string): scheme is StoreScheme {
  return Object.hasOwn(storeKinds, scheme);
}
