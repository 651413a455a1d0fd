import { isRecord } from "../cty/walk.js";
import type { Private } from "./context.js";

/** JSON data by key in the bytes that Terraform keeps beside a state. */
export class PrivateData implements Private {
  readonly #data: Map<string, unknown>;

  /** @param bytes what `toBytes` gave before; anything else counts as nothing */
  constructor(bytes?: unknown) {
    this.#data = new Map(Object.entries(read(bytes)));
  }

  get(key: string): unknown {
    return this.#data.get(key);
  }

  set(key: string, value: unknown): void {
    this.#data.set(key, value);
  }

  toBytes(): Uint8Array {
    return this.#data.size === 0
      ? new Uint8Array()
      : new TextEncoder().encode(JSON.stringify(Object.fromEntries(this.#data)));
  }
}

function read(bytes: unknown): Record<string, unknown> {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return {};
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(data) ? data : {};
  } catch {
    return {};
  }
}
