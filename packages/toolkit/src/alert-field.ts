import { getField, type Rows } from "@huntkit/core";

/** The fields of an alert that HUNT has moved to `data` and to `AlertDetails`. */
type DetailName = Extract<keyof NonNullable<Rows.AlertDetail["data"]>, string>;

/** The type of a field. */
type DetailOf<Name extends DetailName> = NonNullable<Rows.AlertDetail["data"]>[Name];

/**
 * Reads a field that current instances return in the `data` of an alert (observed on live instances in 2026),
 * and earlier ones at its top level (vendor sample of 2020), as `AlertDetails` does.
 *
 * @param name for example `threatName`
 * @returns the value, or null if the alert does not have it
 */
export function readAlertField<Name extends DetailName>(
  alert: Rows.Alert,
  name: Name,
): NonNullable<DetailOf<Name>> | null {
  return alert.data?.[name] ?? (getField(alert, name) as DetailOf<Name>) ?? null;
}
