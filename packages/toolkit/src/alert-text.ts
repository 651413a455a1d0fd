import type { Alert } from "@huntkit/core";
import { formatDateTime } from "./wording.js";

/** Describes an alert: the name of the file or rule, and the finding. The text is not escaped. */
export function describeAlert({ name, description }: Pick<Alert, "name" | "description">): string {
  return [name, description].filter(Boolean).join(": ");
}

/** Formats the creation time of an alert (ISO 8601), which might be missing or not valid. */
export function formatAlertTime(createdOn: string | null | undefined): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(createdOn ?? "")
    ? formatDateTime(createdOn!)
    : "at an unknown time";
}
