import { isEqual } from "../cty/compare.js";
import type { Path } from "../cty/path.js";
import { type CtyType, getPartType } from "../cty/type.js";
import { type Members, getPart, type Value } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import {
  assertIdentityValid,
  assertObjectCompatible,
  assertPlanValid,
  assertStateValid,
  formatIdentity,
} from "./assertions.js";
import type { KeptObject, ProviderClient } from "./client.js";
import { toConfig } from "./config.js";
import {
  ProviderError,
  throwIfInconsistent,
  type ResourceChange,
  type ResourceState,
  throwIfFailed,
} from "./errors.js";
import { proposeNew } from "./proposed-new.js";
import type { BlockSchema, IdentitySchema } from "./schema.js";

const nothing = new Uint8Array();

/** Plans and applies objects of one resource type as Terraform does, and enforces Terraform's rules. */
export class Lifecycle {
  readonly client: ProviderClient;
  readonly type: string;

  /** @param type the resource type, such as `notes_note` */
  constructor(client: ProviderClient, type: string) {
    this.client = client;
    this.type = type;
  }

  /**
   * Validates arguments, without reading the object.
   *
   * @throws {ProviderError} with all errors
   */
  async validate(
    written: Readonly<Record<string, unknown>>,
  ): Promise<{ config: Members; warnings: Diagnostic[] }> {
    const config = toConfig(await this.client.resourceSchema(this.type), written, this.client.suggest);
    return { config, warnings: throwIfFailed(await this.client.validateResource(this.type, config)) };
  }

  /**
   * Reads the current state. Null if the object is gone. @throws {ProviderError} if the provider reports
   * errors
   */
  async refresh(state: ResourceState): Promise<ResourceState | null> {
    const schema = await this.client.resourceSchema(this.type);
    const { value, private: kept, identity } = state;
    const read = await this.client.readResource(this.type, { state: value, private: kept, identity });
    throwIfFailed(read);
    return this.#checked(schema, read, state.tainted, identity);
  }

  /**
   * Validates the arguments, reads the object, and plans the change.
   *
   * @param state the stored state. Null for an object that will be created.
   * @throws {ProviderError} if the provider reports errors
   * @throws {ProviderInconsistencyError} if the plan violates Terraform's rules
   */
  async plan(
    state: ResourceState | null,
    written: Readonly<Record<string, unknown>>,
  ): Promise<ResourceChange> {
    const { config, warnings } = await this.validate(written);
    const prior = state && (await this.refresh(state));
    const change = await this.#plan(prior, config);
    return { ...change, warnings: [...warnings, ...change.warnings] };
  }

  /** Plans to delete the object. */
  async planDestroy(state: ResourceState): Promise<ResourceChange> {
    const prior = await this.refresh(state);
    return {
      action: prior ? "delete" : "no-op",
      prior,
      planned: null,
      config: null,
      requiresReplace: [],
      private: prior?.private ?? nothing,
      warnings: [],
    };
  }

  /**
   * Applies a change.
   *
   * @param written the arguments, now that all of them are known. Omit them if they were known in the plan.
   * @returns the state to keep. Null after a delete.
   * @throws {ProviderError} with the state that was reached
   * @throws {ProviderInconsistencyError} if the result differs from the plan, or the final plan from the first one
   */
  async apply(
    change: ResourceChange,
    written?: Readonly<Record<string, unknown>>,
  ): Promise<ResourceState | null> {
    if (change.action === "no-op") return change.prior;
    if (change.action === "delete") return this.#destroy(change.prior!);
    const final = written ? await this.#planAgain(change, written) : change;
    const prior = final.action === "replace" ? await this.#destroy(change.prior!) : change.prior;
    return this.#change(prior, final);
  }

  /**
   * Imports an existing object, and reads it.
   *
   * @param target the ID, or the identity
   * @throws {ProviderError} if it does not exist
   */
  async import(target: string | Members): Promise<ResourceState> {
    const schema = await this.client.resourceSchema(this.type);
    const answer = await this.client.importResource(this.type, target);
    throwIfFailed(answer);
    const requested = typeof target === "string" ? null : target;
    const shown = typeof target === "string" ? `"${target}"` : formatIdentity(target);
    const imported = answer.imported && (await this.#checked(schema, answer.imported, false, requested));
    const state = imported && (await this.refresh(imported));
    if (!state)
      throw new ProviderError([
        {
          severity: "error",
          summary: "Cannot import non-existent remote object",
          detail: `No ${this.type} with the ID ${shown} exists.`,
        },
      ]);
    return state;
  }

  async #plan(prior: ResourceState | null, config: Members): Promise<ResourceChange> {
    const first = await this.#ask(prior?.tainted ? null : prior, config);
    if (!prior) return { ...first, action: "create", prior, config };
    if (prior.tainted) return { ...first, action: "replace", prior, config };
    const schema = await this.client.resourceSchema(this.type);
    const requiresReplace = first.requiresReplace.filter((path) =>
      hasChanged(schema, path, prior.value, first.planned),
    );
    if (requiresReplace.length > 0)
      return {
        ...(await this.#ask(null, config, first.private)),
        requiresReplace,
        action: "replace",
        prior,
        config,
      };
    return {
      ...first,
      action: isEqual(first.planned, prior.value, schema.type) ? "no-op" : "update",
      prior,
      config,
    };
  }

  /** @param kept the private data. For a replacement, it is that of the first plan, as in Terraform. */
  async #ask(
    prior: ResourceState | null,
    config: Members,
    kept = prior?.private ?? nothing,
  ): Promise<Pick<ResourceChange, "requiresReplace" | "private" | "warnings"> & { planned: Members }> {
    const { attributes } = await this.client.resourceSchema(this.type);
    const before = prior?.value ?? null;
    const answer = await this.client.planResource(this.type, {
      prior: before,
      proposed: proposeNew(attributes, before, config),
      config,
      private: kept,
      identity: prior?.identity,
    });
    const warnings = throwIfFailed(answer);
    const identitySchema = prior?.identity && (await this.#identitySchema());
    throwIfInconsistent("Provider produced invalid plan", [
      ...assertPlanValid(attributes, before, config, answer.planned),
      ...assertIdentityValid(identitySchema || undefined, prior?.identity, answer.identity),
    ]);
    return {
      planned: answer.planned!,
      requiresReplace: answer.requiresReplace,
      private: answer.private,
      warnings,
    };
  }

  async #planAgain(
    change: ResourceChange,
    written: Readonly<Record<string, unknown>>,
  ): Promise<ResourceChange> {
    const { config } = await this.validate(written);
    const again =
      change.action === "replace"
        ? { ...(await this.#ask(null, config)), action: change.action, prior: change.prior, config }
        : await this.#plan(change.prior, config);
    throwIfInconsistent(
      "Provider produced inconsistent final plan",
      assertObjectCompatible(await this.client.resourceSchema(this.type), change.planned, again.planned),
    );
    return again;
  }

  async #destroy(prior: ResourceState): Promise<null> {
    const answer = await this.client.applyResource(this.type, {
      prior: prior.value,
      planned: null,
      config: null,
      private: prior.private,
      identity: prior.identity,
    });
    const { state: value, private: kept, identity } = answer;
    const left = value && { value, private: kept, identity, tainted: prior.tainted };
    throwIfFailed(answer, left);
    throwIfInconsistent(
      "Provider returned invalid result object after apply",
      left ? ["the object was deleted, but the provider still returned a state"] : [],
      left,
    );
    return null;
  }

  async #change(
    prior: ResourceState | null,
    { planned, config, private: kept }: ResourceChange,
  ): Promise<ResourceState> {
    const schema = await this.client.resourceSchema(this.type);
    const answer = await this.client.applyResource(this.type, {
      prior: prior?.value ?? null,
      planned,
      config,
      private: kept,
      identity: prior?.identity,
    });
    const { state: value, private: next, identity } = answer;
    const state = value ? { value, private: next, identity, tainted: prior === null } : prior;
    throwIfFailed(answer, state);
    throwIfInconsistent(
      "Provider produced inconsistent result after apply",
      assertObjectCompatible(schema, planned, answer.state),
      state,
    );
    return (await this.#checked(schema, answer, false, prior?.identity))!;
  }

  /** @param before the identity of the object before the call, if it was known */
  async #checked(
    schema: BlockSchema,
    { state, private: kept, identity }: KeptObject,
    tainted: boolean,
    before: Members | null | undefined,
  ): Promise<ResourceState | null> {
    if (!state) return null;
    throwIfInconsistent("Provider produced invalid object", [
      ...assertStateValid(schema.attributes, state),
      ...assertIdentityValid(await this.#identitySchema(), before, identity),
    ]);
    return { value: state, private: kept, identity, tainted };
  }

  async #identitySchema(): Promise<IdentitySchema | undefined> {
    return (await this.client.schema()).identities[this.type];
  }
}

/** Terraform replaces an object only if the attribute that requires it changes. */
function hasChanged({ type }: BlockSchema, path: Path, prior: Members, planned: Members): boolean {
  let [before, after, at]: [Value, Value, CtyType] = [prior, planned, type];
  for (const step of path) {
    if (typeof at === "string") break;
    [before, after, at] = [getPart(before, step), getPart(after, step), getPartType(at, step)];
  }
  return !isEqual(before, after, at);
}
