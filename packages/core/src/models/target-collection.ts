import { models as catalog, type Address, type Agent, type Target } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { HuntTaskError } from "../errors/any-hunt-error.js";
import type { CallOptions, WriteOptions } from "../http/request.js";
import type { Listing, ListOptions } from "../paging/listing.js";
import type { Filter, Where } from "../query/filter.js";
import { requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import type { ScanOptions } from "../tasks/scan-options.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { CatalogModel, defineModel } from "./model.js";
import { sendBelow } from "./related.js";

const agents = new CatalogModel(catalog.agents);
const targetsArchive = new CatalogModel(catalog.targetsArchive);

/** Which host to scan, and how to reach it. */
export interface ScanHostRequest {
  /** Host name or IP address. */
  target: string;
  /** The target group that the scan belongs to. */
  targetGroup: { id: string };
  /** What to sign in with where there is no agent. */
  credential?: { id: string } | undefined;
  /** The same for SSH. */
  sshCredential?: { id: string } | undefined;
  options: ScanOptions;
}

const Started = z.looseObject({ userTaskId: z.string() });

/** The target groups. Routes and bodies are those of the vendor's PowerShell module, and so are the ids that come back. */
export class TargetCollection extends Collection<Target> {
  /**
   * Starts a scan of a group, by `POST targets/{id}/scan`, and gives its task. With `where`, only those of its addresses are scanned.
   *
   * @throws {HuntNotFoundError} when there is no such group
   * @throws {HuntTaskError} `no-hosts` if no host matches: HUNT then returns null, and starts nothing (vendor's tests)
   * @throws {HuntInputError} `input: "where"` when it is given and empty
   */
  async scan(
    targetId: string,
    options: ScanOptions,
    { where, ...settings }: WriteOptions & { where?: Where<Address> | undefined } = {},
  ): Promise<{ userTaskId: string }> {
    const body = { options, where: where === undefined ? where : requireNonEmptyWhere(where) };
    const schema = z.nullable(Started);
    const request = { ...settings, params: { id: targetId }, body, schema };
    const started = await this.call("POST", "{id}/scan", request);
    if (started) return started;
    throw new HuntTaskError(
      `target group ${escapeToSingleLine(targetId, 80)}: no host matches, so HUNT did not start a scan. ` +
        "Discover hosts first, or check the condition.",
      "no-hosts",
      undefined,
    );
  }

  /**
   * Starts a search for hosts with some of a group's queries, by `POST targets/{id}/Enumerate`, and gives its task.
   *
   * @throws {HuntNotFoundError} when there is no such group
   * @throws {HuntInputError} `input: "ids"` when no query is named
   */
  enumerate(
    targetId: string,
    queryIds: readonly string[],
    { signal }: CallOptions = {},
  ): Promise<{ userTaskId: string }> {
    return this.call("POST", "{id}/Enumerate", {
      params: { id: targetId },
      body: { queries: requireIds(queryIds) },
      schema: Started,
      signal,
    });
  }

  /**
   * Starts a scan of one host, by `POST targets/scan`, and gives its task, whose id HUNT calls `scanTaskId` here.
   * `client.tasks.scanTarget` finds the host, the group and the credentials by name.
   *
   * @throws {HuntServerError} often when neither an active agent nor an address that can be reached has that name (vendor)
   */
  async scanHost(
    { sshCredential, ...request }: ScanHostRequest,
    { signal }: CallOptions = {},
  ): Promise<{ userTaskId: string }> {
    const schema = z.looseObject({ scanTaskId: z.string() });
    const { scanTaskId } = await this.call("POST", "scan", {
      body: { ...request, sshcredential: sshCredential },
      schema,
      signal,
    });
    return { userTaskId: scanTaskId };
  }

  /** The agents of a group, by `GET Targets/{id}/agents` (seen live). */
  agents(targetId: string, filter: Filter<Agent> = {}, options: ListOptions = {}): Listing<Agent> {
    return new Collection(
      sendBelow(this.send, targetId),
      defineModel(`${this.route}/{id}/agents`, agents.schema),
    ).list(filter, options);
  }

  /**
   * Deletes a group, with all access to its scans. HUNT moves it to the archive, out of which it can be restored for seven
   * days (vendor).
   *
   * @param options.archive whether to delete it from the archive as well, which is for good; not unless told, as with the
   * vendor's module. `client.targetsArchive.delete` does that alone.
   * @throws {HuntNotFoundError} when there is none
   */
  override async delete(
    targetId: string,
    { archive = false, signal }: CallOptions & { archive?: boolean | undefined } = {},
  ): Promise<void> {
    await super.delete(targetId, { signal });
    if (archive) await new Collection(this.send, targetsArchive).delete(targetId, { signal });
  }
}
