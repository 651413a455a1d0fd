import { type Model, models } from "@huntkit/catalog";
import { Collection, type AnyRow, type HuntClient, type HuntRequest, type HuntResponse } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { toModel } from "@huntkit/toolkit/requests";
import { kinds, type RecordKind } from "./kinds.js";

/** What replaces a secret in raw records. */
const redacted = "[redacted]";

type RecordData = Record<string, unknown>;

const kindList: readonly RecordKind[] = Object.values(kinds);
const modelList: readonly Model[] = Object.values(models);

/**
 * Sends requests, and redacts the secrets in the records of the responses, because output ends up in logs and files. It
 * uses the same properties that the commands of a kind of records omit, also in the related records that a response
 * includes.
 */
export class SecretRedactor {
  readonly send: <T>(request: HuntRequest<T>) => Promise<HuntResponse<T>>;
  /** Number of redacted values, by property. */
  readonly #counts = new Map<string, number>();

  /** @param path path of the records, of one of them, or of their count */
  constructor(client: HuntClient, path: string) {
    const model = findModel(path);
    this.send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
      const response = await client.request(request);
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
  #redact(data: unknown, model: Model | undefined): void {
    for (const record of [data].flat().filter(isRecord)) {
      for (const name of listSecrets(record, model)) {
        record[name] = redacted;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      }
      const related = Object.entries(record).filter(([name]) => !model || !Object.hasOwn(model.fields, name));
      for (const [name, value] of related) this.#redact(value, model && findRelated(model, name));
    }
  }
}

function isRecord(value: unknown): value is RecordData {
  return typeof value === "object" && value !== null;
}

/** Returns the properties of a record with a secret. Those of an unknown model can be any. */
function listSecrets(record: RecordData, model: Model | undefined): string[] {
  const isOfModel = (kind: RecordKind) => !model || kind.model.name === model.name;
  return kindList
    .filter((kind) => isOfModel(kind) && isConfidential(record, kind, model !== undefined))
    .map(({ secret }) => secret!)
    .filter((name) => record[name] !== undefined && record[name] !== null);
}

/** @param isCertain whether the record is known to be of this kind */
function isConfidential(record: RecordData, { secret, plainTypes }: RecordKind, isCertain: boolean): boolean {
  if (secret === undefined) return false;
  if (plainTypes === undefined) return true;
  // A record of another kind can have a property of this name.
  return isCertain ? !plainTypes.includes(String(record["type"])) : record["type"] === "secret";
}

/** Returns the model of the records at a path; undefined if it is unknown, or that of an unknown relation. */
function findModel(path: string): Model | undefined {
  const [route = "", , relation] = path.split("/");
  const model = modelList.find((each) => each.route.toLowerCase() === route.toLowerCase());
  if (!model || relation === undefined) return model;
  const hasSecret = kindList.some((kind) => kind.model.name === model.name && kind.secret !== undefined);
  // The segment can also be a method of the model, such as `replace`.
  return findRelated(model, relation) ?? (hasSecret ? model : undefined);
}

/** Returns the model of a relation; undefined if the catalog does not have it. */
function findRelated({ fields, hasMany }: Model, relation: string): Model | undefined {
  const reference = Object.values(fields).find((field) => field.relation === relation)?.reference;
  const name = reference ?? hasMany?.[relation]?.model;
  return modelList.find((each) => each.name === name);
}
