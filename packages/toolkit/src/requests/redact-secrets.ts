import { Collection, type AnyRow, type HuntRequest, type HuntResponse } from "@huntkit/core";
import {
  findKnownRecords,
  findModelRecords,
  findRelatedRecords,
  type KnownRecords,
} from "@huntkit/core/internal";
import { formatCount } from "../wording.js";
import { type ModelSecret, modelSecrets } from "./model-secrets.js";
import { toModel } from "./route.js";

/** What replaces a secret in raw records. */
const redacted = "[redacted]";

type RecordData = Record<string, unknown>;

const secretList = Object.entries(modelSecrets).map(([name, secret]): ModelSecret & { route: string } => ({
  ...secret,
  route: findModelRecords(name)!.route.toLowerCase(),
}));

/** A function that sends a request. */
type Send = <T>(request: HuntRequest<T>) => Promise<HuntResponse<T>>;

/**
 * Sends requests, and redacts the secrets in the records of the responses, because output ends up in logs and files,
 * also in the related records that a response includes. Only the secrets in {@link modelSecrets} are redacted.
 */
export class SecretRedactor {
  readonly send: Send;
  /** Number of redacted values, by property. */
  readonly #counts = new Map<string, number>();

  /** @param path path of the records, of one of them, or of their count */
  constructor(send: Send, path: string) {
    const model = findModel(path);
    this.send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
      const response = await send(request);
      if (!request.binary) this.#redact(response.data, model);
      return response;
    };
  }

  /** Returns the records at a path. */
  collection(path: string): Collection<AnyRow> {
    return new Collection(this.send, toModel(path));
  }

  /** Returns a sentence about each redacted property, or undefined if there are none. */
  describe(): string | undefined {
    if (this.#counts.size === 0) return undefined;
    return [...this.#counts]
      .map(
        ([name, count]) => `Redacted the ${name} in ${formatCount(count, "record")}, because it is a secret.`,
      )
      .join(" ");
  }

  /** @param model model of the records; undefined if it is unknown */
  #redact(data: unknown, model: KnownRecords | undefined): void {
    for (const record of [data].flat().filter(isRecord)) {
      for (const name of listSecrets(record, model)) {
        record[name] = redacted;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      }
      const related = Object.entries(record).filter(([name]) => !hasField(model, name));
      for (const [name, value] of related) this.#redact(value, model && findRelated(model, name));
    }
  }
}

function isRecord(value: unknown): value is RecordData {
  return typeof value === "object" && value !== null;
}

/** Returns the properties of a record with a secret. Those of an unknown model can be any. */
function listSecrets(record: RecordData, model: KnownRecords | undefined): string[] {
  return secretList
    .filter((each) => !model || isOfModel(each, model))
    .filter((each) => isConfidential(record, each, model !== undefined))
    .map(({ secret }) => secret)
    .filter((name) => record[name] !== undefined && record[name] !== null);
}

/** @param isCertain whether the record is known to be of this model */
function isConfidential(record: RecordData, { plainTypes }: ModelSecret, isCertain: boolean): boolean {
  if (plainTypes === undefined) return true;
  // A record of another model can have a property of this name.
  return isCertain ? !plainTypes.includes(String(record["type"])) : record["type"] === "secret";
}

/** Returns what is known of the records at a path; undefined if it is an unknown model or relation. */
function findModel(path: string): KnownRecords | undefined {
  const [route = "", , relation] = path.split("/");
  const model = findKnownRecords([route]);
  if (model.fields === null) return undefined;
  if (relation === undefined) return model;
  const hasSecret = secretList.some((each) => isOfModel(each, model));
  // The segment can also be a method of the model, such as `replace`.
  return findRelated(model, relation) ?? (hasSecret ? model : undefined);
}

/** Returns what is known of the records of a relation; undefined if the catalog does not have it. */
function findRelated(model: KnownRecords, relation: string): KnownRecords | undefined {
  const reference = Object.values(model.fields ?? {}).find((field) => field.relation === relation)?.reference;
  const related = reference === undefined ? findRelatedRecords(model, relation) : findModelRecords(reference);
  return related ?? undefined;
}

function isOfModel({ route }: { readonly route: string }, model: KnownRecords): boolean {
  return model.route.toLowerCase() === route;
}

function hasField(model: KnownRecords | undefined, name: string): boolean {
  return model !== undefined && Object.hasOwn(model.fields ?? {}, name);
}
