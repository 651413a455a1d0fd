import { createHash } from "node:crypto";
import type { LatestVersion } from "@huntkit/core";

/**
 * The body of an object's state. What Terraform knows stays as it is written where HUNT's differs in nothing but line ends and
 * blanks at its end, which Git and editors change; and where HUNT does not tell.
 *
 * @param known the body in the state; undefined where there is none
 */
export function bodyOf({ body }: LatestVersion, known: string | undefined): string {
  if (typeof body !== "string") return known ?? "";
  return known !== undefined && plain(known) === plain(body) ? known : body;
}

/** In hexadecimal digits. */
export function sha256(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}

function plain(text: string): string {
  return text
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
}
