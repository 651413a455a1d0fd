import { models as catalog, type Address, type Agent, type Target } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { requireArgument } from "../errors/require-argument.js";
import { HuntTaskError } from "../errors/any-hunt-error.js";
import { callKeys, type CallOptions, requireWriteKeys, type WriteOptions } from "../http/request.js";
import type { Listing, ListOptions } from "../paging/listing.js";
import type { Filter, Where } from "../query/filter.js";
import { requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import { scanKeys, type ScanOptions } from "../tasks/scan-options.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { CatalogModel, defineModel } from "./model.js";
import { sendBelow } from "./related.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

const agents = new CatalogModel(catalog.agents);
const targetsArchive = new CatalogModel(catalog.targetsArchive);

/** Which host to scan, and how to reach it. */
export interface ScanHostRequest {
  /** The host to scan, and how to connect to it. */
  target: string;
  /** Target group of the scan. */
  targetGroup: { id: string };
  /** Credential to sign in with if the host has no agent. */
  credential?: { id: string } | undefined;
  /** SSH credential to sign in with if the host has no agent. */
  sshCredential?: { id: string } | undefined;
  /** Parts of the scan, and the extensions to run. */
  options: ScanOptions;
}

/** Options for starting a scan of a target group. */
export interface TargetScanSettings extends WriteOptions {
  /** Scan only the addresses of the group that match this condition. Default: all addresses. */
  where?: Where<Address> | undefined;
}

/** Options for deleting a target group. */
export interface TargetDeleteOptions extends CallOptions {
  /**
   * Also delete it from the archive, permanently, as an option of the vendor's module does. Default: false.
   * `client.targetsArchive.delete` deletes only from the archive.
   */
  archive?: boolean | undefined;
}

const Started = z.looseObject({ userTaskId: z.string() });

/**
 * The records of `client.targets`. Routes, bodies, and returned IDs are those of the vendor's PowerShell
 * module.
 */
export class TargetCollection extends Collection<Target> {
  /**
   * Starts a scan of a target group, with `POST targets/{id}/scan`, and returns its task. With `where`, it
   * scans only the matching addresses of the group.
   *
   * @throws {HuntNotFoundError} if the group does not exist
   * @throws {HuntTaskError} `no-hosts` if no host matches. HUNT then returns null and starts nothing
   *   (vendor's tests).
   * @throws {HuntInputError} `input: "where"` if it is empty, or undefined
   */
  async scan(
    targetId: string,
    options: ScanOptions,
    callOptions: TargetScanSettings = {},
  ): Promise<{ userTaskId: string }> {
    requireKnownKeys(options, scanKeys);
    const { where, ...settings } = requireWriteKeys(callOptions, { where: true });
    // An undefined condition is a mistake of the caller. Without it, the whole group would be scanned.
    const body = { options, ...("where" in callOptions && { where: requireNonEmptyWhere(where) }) };
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
   * Starts a discovery of hosts with some of the group's queries, with `POST targets/{id}/Enumerate`, and
   * returns its task.
   *
   * @throws {HuntNotFoundError} if the group does not exist
   * @throws {HuntInputError} `input: "ids"` if there are no queries
   */
  enumerate(
    targetId: string,
    queryIds: readonly string[],
    options: CallOptions = {},
  ): Promise<{ userTaskId: string }> {
    const { signal } = requireKnownKeys(options, callKeys);
    return this.call("POST", "{id}/Enumerate", {
      params: { id: targetId },
      body: { queries: requireIds(queryIds) },
      schema: Started,
      signal,
    });
  }

  /**
   * Starts a scan of one host, with `POST targets/scan`, and returns its task. HUNT names its ID `scanTaskId`
   * here. `client.tasks.scanTarget` finds the host, the group, and the credentials by name.
   *
   * @throws {HuntServerError} often if neither an active agent nor a reachable address has that name (vendor
   *   docs)
   */
  async scanHost(request: ScanHostRequest, options: CallOptions = {}): Promise<{ userTaskId: string }> {
    const { sshCredential, ...target } = requireArgument("request", request, "object");
    const { signal } = requireKnownKeys(options, callKeys);
    const schema = z.looseObject({ scanTaskId: z.string() });
    const { scanTaskId } = await this.call("POST", "scan", {
      body: { ...target, sshcredential: sshCredential },
      schema,
      signal,
    });
    return { userTaskId: scanTaskId };
  }

  /** Returns the agents of a group, with `GET Targets/{id}/agents` (observed on a live instance). */
  agents(targetId: string, filter: Filter<Agent> = {}, options: ListOptions = {}): Listing<Agent> {
    return new Collection(
      sendBelow(this.send, targetId),
      defineModel(`${this.route}/{id}/agents`, agents.schema),
    ).list(filter, options);
  }

  /**
   * Deletes a target group, with all access to its scans. HUNT moves it to the archive, where you can restore
   * it for seven days (vendor docs).
   *
   * @throws {HuntNotFoundError} if it does not exist
   */
  override async delete(targetId: string, options: TargetDeleteOptions = {}): Promise<void> {
    const { archive = false, signal } = requireKnownKeys(options, { archive: true, signal: true });
    await super.delete(targetId, { signal });
    if (archive) await new Collection(this.send, targetsArchive).delete(targetId, { signal });
  }
}
