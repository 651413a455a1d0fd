import { isUnavailable, models, type HuntClient, type Model, type Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean, formatList } from "@huntkit/core/internal";
import type { BatchedReads } from "./batched-reads.js";

/** The models of the resources whose IDs attributes hold. */
const referenced = {
  hunt_controller_group: models.controllerGroups,
  hunt_credential: models.credentials,
  hunt_device_group: models.deviceGroups,
  hunt_extension: models.extensions,
  hunt_location: models.locations,
  hunt_organization: models.organizations,
  hunt_policy: models.policies,
  hunt_target_group: models.targets,
} as unknown as Readonly<Record<string, Model<Row>>>;

/** Maximum number of objects that an unknown ID is compared with. */
const maxCompared = 1_000;

/** Maximum number of existing objects in an error. */
const maxListed = 5;

/** Finds out whether the objects exist that attributes refer to. Lookups of one model share requests. */
export class References {
  readonly #client: HuntClient;
  readonly #reads: BatchedReads;
  /** The objects that this process has read or created, so they need no lookup. */
  readonly #known = new Set<string>();
  /** The first objects of a type; null if they cannot be listed. Many attributes can have the same mistake. */
  readonly #listings = new Map<string, Promise<Row[] | null>>();

  constructor(client: HuntClient, reads: BatchedReads) {
    this.#client = client;
    this.#reads = reads;
  }

  /** Adds an object that was read or created. */
  add(type: string, id: string): void {
    this.#known.add(toKey(type, id));
  }

  /** Removes an object that was deleted, or that HUNT does not have. */
  delete(type: string, id: string): void {
    this.#known.delete(toKey(type, id));
  }

  /**
   * Returns whether an object exists. Also true if the token or the instance does not allow to look it up.
   *
   * @param type the resource, such as `hunt_location`
   */
  async exists(type: string, id: string, signal: AbortSignal): Promise<boolean> {
    const model = referenced[type];
    if (model === undefined || this.#known.has(toKey(type, id))) return true;
    try {
      const rows = await this.#reads.forModel(model).find("id", id, signal);
      return rows.some((row) => !isDeleted(row));
    } catch (error) {
      if (isUnavailable(error)) return true;
      throw error;
    }
  }

  /** Returns a sentence with the objects with a similar ID, otherwise some that exist. Empty if none can be listed. */
  async suggest(type: string, id: string, signal: AbortSignal): Promise<string> {
    const rows = ((await this.#list(type, signal)) ?? []).filter((row) => !isDeleted(row));
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    const question = formatDidYouMean(id, [...byId.keys()], (each) => describe(byId.get(each)!));
    if (question !== "" || rows.length === 0) return question;
    const listed = rows.slice(0, maxListed).map(describe);
    const more = rows.length > maxListed ? [`${rows.length - maxListed} more`] : [];
    return `Existing ones: ${formatList([...listed, ...more], "and")}.`;
  }

  /**
   * Returns whether HUNT lists no object of a type. The user of the token might then not be allowed to see them, because
   * LoopBack can filter a list by permission instead of rejecting it.
   */
  async hasNone(type: string, signal: AbortSignal): Promise<boolean> {
    return (await this.#list(type, signal))?.length === 0;
  }

  #list(type: string, signal: AbortSignal): Promise<Row[] | null> {
    const listing =
      this.#listings.get(type) ??
      this.#client
        .model(referenced[type]!)
        .list({ limit: maxCompared }, { signal })
        .toArray()
        .catch(() => null);
    this.#listings.set(type, listing);
    return listing;
  }
}

function toKey(type: string, id: string): string {
  return `${type}/${id}`;
}

/** Some models keep records that were deleted. */
function isDeleted(row: Row): boolean {
  return (row as { deleted?: unknown }).deleted === true;
}

function describe(row: Row): string {
  const { name } = row as { name?: unknown };
  const id = escapeToSingleLine(String(row.id), 80);
  return typeof name === "string" ? `"${escapeToSingleLine(name, 80)}" (ID ${id})` : `the ID ${id}`;
}
