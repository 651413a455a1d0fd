import { fromSteps, type Path } from "../cty/path.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import { isMessage, readString, type Message } from "../framework/wire.js";

/** Reads a diagnostic. */
export function readDiagnostic({ severity, summary, detail, attribute }: Message): Diagnostic {
  return {
    severity: severity === 2 ? "warning" : "error",
    summary: readString(summary),
    detail: readString(detail),
    path: isMessage(attribute) ? readPath(attribute) : [],
  };
}

/** Reads an `AttributePath`. */
export function readPath({ steps }: Message): Path {
  return fromSteps(readList(steps));
}

/** Reads a repeated field of messages. A missing one is empty. */
export function readList(list: unknown): Message[] {
  return Array.isArray(list) ? list.filter(isMessage) : [];
}

/** Reads a bytes field. A missing one is empty. */
export function readBytes(bytes: unknown): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array();
}

/** Reads a `Timestamp` as milliseconds since 1970. Null if it is missing. */
export function readTime(time: unknown): number | null {
  return isMessage(time) ? Number(time["seconds"]) * 1000 + Number(time["nanos"] ?? 0) / 1_000_000 : null;
}
