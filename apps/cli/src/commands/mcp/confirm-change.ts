import { requireAllowedCount } from "@huntkit/core/internal";
import { formatCount } from "@huntkit/toolkit";
import type { JsonSchema } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import type { Answer, Call } from "./tool.js";

/** What confirms a change. */
interface Confirmation {
  readonly expect?: number | undefined;
  readonly confirmationCode?: string | undefined;
}

/** A change of records. */
export interface Change<T> {
  /** Name of the tool. */
  readonly tool: string;
  /** Route of the model. */
  readonly route: string;
  /** Noun for a record, such as `alert`. */
  readonly what: string;
  /** The action as an imperative, and in the past tense: `Archive`, `Archived`. */
  readonly verbs: readonly [order: string, done: string];
  /** The records that will change, and those that do not have to. */
  readonly records: readonly T[];
  readonly skipped?: number;
  /** Number of records that the call selected, if it also counts others than those that will change. */
  readonly selected?: number;
  /** The fields of a record to show. */
  readonly fields: readonly string[];
  /** Number of all records that a condition could match. Null if the call names every record. */
  readonly total: number | null;
  /** What the user reads before they agree. Default: the records. */
  readonly review?: string;
  /** Settings of the change, in addition to the records. */
  readonly settings?: unknown;
  /** Changes exactly these records. Returns additional data. */
  readonly apply: (records: readonly T[]) => Promise<object | void>;
}

/** The output of a tool that changes records. */
export function changeOutput(record: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}) {
  return {
    changed: { type: "boolean", description: "Whether anything was changed. False in a preview." },
    count: { type: "integer", description: "Number of records that will change, or were changed." },
    skipped: { type: "integer", description: "Number of selected records that do not have to change." },
    confirmationCode: { type: ["string", "null"], description: "Code of a preview. It is valid once." },
    records: { type: "array", items: record, description: "The records before the change, at most 100." },
    ...more,
  } satisfies Record<string, JsonSchema>;
}

const maxShownRecords = 100;

/**
 * Returns a preview of a change, or makes it if the call has the code of its preview. The code is not valid if other
 * records are selected now, so exactly the records of the preview change.
 *
 * @throws {HuntGuardError} if there are more records than the user allows, or all records, or not the expected number
 * @throws {UsageError} if the code is not valid, or the number is missing
 */
export async function confirmChange<T extends { readonly id: string }>(
  { client, codes, maxAffected, note }: Pick<Call, "client" | "codes" | "maxAffected" | "note">,
  { expect, confirmationCode }: Confirmation,
  change: Change<T>,
): Promise<Answer> {
  const { tool, route, what, verbs, records, skipped = 0, fields, total, settings } = change;
  const { selected = records.length, review = "the records" } = change;
  const at = `at ${client.instance.name}`;
  const toData = (more: object) => ({
    changed: false,
    count: records.length,
    skipped,
    confirmationCode: null,
    records: records.slice(0, maxShownRecords).map((record) => pickFields(record, fields)),
    ...more,
  });
  const count = formatCount(records.length, what);
  if (records.length === 0)
    return { summary: `Nothing to do ${at}: no ${what} has to change.`, data: toData({}) };
  requireAllowedCount({ route, count: selected, total }, {});
  requireAllowedCount({ route, count: records.length, total: null }, { maxAffected });
  const subject = [tool, records.map(({ id }) => id).sort(), settings ?? null];
  if (confirmationCode === undefined) {
    const code = codes.issue(subject);
    return {
      summary:
        `Preview: ${verbs[0]} ${count} ${at}. Nothing was changed. Show ${review} to the user. After the user ` +
        `agrees, repeat the call with expect ${records.length} and confirmationCode ${code}.`,
      data: toData({ confirmationCode: code }),
    };
  }
  if (expect === undefined)
    throw new UsageError(
      "expect: missing.",
      "Nothing was changed. Pass the number of records from the preview.",
    );
  requireAllowedCount({ route, count: records.length, total: null }, { expect });
  if (!codes.redeem(confirmationCode, subject))
    throw new UsageError(
      "confirmationCode: not valid. It was used, or the selected records or settings differ from the preview.",
      "Nothing was changed. Omit it to get a new preview.",
    );
  const more = await change.apply(records);
  note(`${tool}: ${verbs[1]} ${count}: ${records.map(({ id }) => id).join(", ")}`);
  return { summary: `${verbs[1]} ${count} ${at}.`, data: toData({ changed: true, ...more }) };
}

function pickFields(record: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}
