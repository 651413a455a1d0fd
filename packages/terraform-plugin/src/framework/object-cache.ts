import type { CtyType } from "../cty/type.js";
import type { Members } from "../cty/value.js";

/** Maximum number of objects to keep. Terraform handles ten at a time by default, each with a few values. */
const maxObjects = 200;

/** Maximum size of an object to keep, in bytes of msgpack. */
const maxBytes = 4_096;

/**
 * Keeps the objects that were decoded last, by their bytes. In a plan, Terraform sends a state three times, and
 * a configuration twice. An object depends only on its bytes and its type, so this never hides a change in the
 * API.
 */
export class ObjectCache {
  readonly #objects = new Map<string, { readonly type: CtyType; readonly members: Members }>();

  /** Returns the object with these bytes. Undefined if it is not kept. */
  find(bytes: Uint8Array, type: CtyType): Members | undefined {
    if (bytes.length > maxBytes) return undefined;
    const kept = this.#objects.get(toKey(bytes));
    return kept?.type === type ? kept.members : undefined;
  }

  /** Keeps an object, and drops the oldest one if there are too many. Do not call it with secrets. */
  keep(bytes: Uint8Array, type: CtyType, members: Members): void {
    if (bytes.length > maxBytes) return;
    this.#objects.set(toKey(bytes), { type, members });
    if (this.#objects.size <= maxObjects) return;
    const [oldest] = this.#objects.keys();
    this.#objects.delete(oldest!);
  }
}

function toKey({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}
