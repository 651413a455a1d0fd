import { Collection, type AnyRow, type HuntClient, type HuntRequest, type HuntResponse } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { toModel } from "@huntkit/toolkit/requests";
import { kinds, type RecordKind } from "./kinds.js";

/** What replaces a secret in raw records. */
const redacted = "[redacted]";

/**
 * Sends requests, and redacts the secrets in the records of the responses, because output ends up in logs and files. It
 * uses the same properties that the commands of a kind of records omit.
 */
export class SecretRedactor {
  readonly send: <T>(request: HuntRequest<T>) => Promise<HuntResponse<T>>;
  readonly #kind: RecordKind | undefined;
  #count = 0;

  /** @param path path of the records, of one of them, or of their count */
  constructor(client: HuntClient, path: string) {
    this.#kind = findKind(path);
    this.send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
      const response = await client.request(request);
      if (!request.binary) for (const row of [response.data].flat()) this.#redact(row);
      return response;
    };
  }

  /** Returns the records at a path. */
  collection(path: string): Collection<AnyRow> {
    return new Collection(this.send, toModel(path));
  }

  /** Returns a sentence about the redacted secrets, or undefined if there are none. */
  describe(): string | undefined {
    if (this.#count === 0) return undefined;
    return `Redacted the ${this.#kind!.secret} in ${formatCount(this.#count, "record")}, because it is a secret.`;
  }

  #redact(row: unknown): void {
    const { secret, plainTypes = [] } = this.#kind ?? {};
    if (secret === undefined || typeof row !== "object" || row === null) return;
    const record = row as Record<string, unknown>;
    const isPlain = plainTypes.includes(String(record["type"]));
    if (isPlain || record[secret] === undefined || record[secret] === null) return;
    record[secret] = redacted;
    this.#count++;
  }
}

/** Returns the kind of the records at a path, also if a segment after the model does not look like an ID. */
function findKind(path: string): RecordKind | undefined {
  const [model = ""] = path.split("/");
  return Object.values(kinds).find(({ model: { route } }) => route.toLowerCase() === model.toLowerCase());
}
