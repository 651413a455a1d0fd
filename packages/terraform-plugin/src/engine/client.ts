import type { Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import type { Members, Value } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import type { ProviderServer } from "../framework/server.js";
import {
  isMessage,
  readMembers,
  readString,
  readValue,
  writeValue,
  type Message,
} from "../framework/wire.js";
import { readBytes, readDiagnostic, readList, readPath, readTime } from "./read-fields.js";
import { readProviderSchema, type BlockSchema, type ProviderSchema } from "./schema.js";

/**
 * Returns a sentence that helps with a name that does not exist, such as `Did you mean color?`.
 *
 * @param names the names that exist
 */
export type Suggest = (name: string, names: readonly string[]) => string;

/** What every response contains. */
export interface Answer {
  diagnostics: readonly Diagnostic[];
}

/** An object, and the bytes that the provider keeps with it. */
export interface KeptObject {
  state: Members | null;
  private: Uint8Array;
  /** What identifies the object, if the provider supports it. */
  identity?: Members | null | undefined;
}

const capabilities = { deferral_allowed: false, write_only_attributes_allowed: true };

/**
 * The engine's side of protocol 6, for a provider in the same process. Every value is encoded as msgpack
 * according to the provider's schema, as for a provider in another process. Errors are in the diagnostics of
 * the responses.
 */
export class ProviderClient {
  /** Returns a sentence about an argument that does not exist. */
  readonly suggest: Suggest;
  readonly #server: ProviderServer;
  #schema: Promise<ProviderSchema> | undefined;

  /** @param suggest returns a sentence about an argument that does not exist. Default: to check its spelling. */
  constructor(server: ProviderServer, suggest: Suggest = () => "Check its spelling.") {
    this.#server = server;
    this.suggest = suggest;
  }

  /** Returns what the provider offers. @throws if it returns errors instead */
  schema(): Promise<ProviderSchema> {
    this.#schema ??= this.#readSchema();
    return this.#schema;
  }

  async #readSchema(): Promise<ProviderSchema> {
    const { message, diagnostics } = await this.#call("GetProviderSchema");
    if (diagnostics.length > 0)
      throw new Error(diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n"));
    return readProviderSchema(message, (await this.#call("GetResourceIdentitySchemas")).message);
  }

  /** Returns a field with the identity of an object. No field if there is none. */
  async #writeIdentity(field: string, type: string, identity: Members | null | undefined): Promise<Message> {
    const schema = (await this.schema()).identities[type];
    return schema && identity ? { [field]: { identity_data: writeValue(identity, schema.type) } } : {};
  }

  async #readIdentity(type: string, field: unknown): Promise<Members | null> {
    const schema = (await this.schema()).identities[type];
    return schema && isMessage(field) ? readMembers(field["identity_data"], schema.type) : null;
  }

  /** Returns the schema of a resource. @throws if the provider does not have the type */
  async resourceSchema(type: string): Promise<BlockSchema> {
    return requireType((await this.schema()).resources, type, "resource");
  }

  async validateProvider(config: Members): Promise<Answer> {
    const { provider } = await this.schema();
    return this.#call("ValidateProviderConfig", { config: writeValue(config, provider.type) });
  }

  /**
   * @param terraformVersion the version that the provider receives. Default: none, because this is not
   * Terraform.
   */
  async configure(config: Members, terraformVersion = ""): Promise<Answer> {
    const { provider } = await this.schema();
    return this.#call("ConfigureProvider", {
      terraform_version: terraformVersion,
      config: writeValue(config, provider.type),
      client_capabilities: capabilities,
    });
  }

  async validateResource(type: string, config: Members): Promise<Answer> {
    const schema = await this.resourceSchema(type);
    return this.#call("ValidateResourceConfig", {
      type_name: type,
      config: writeValue(config, schema.type),
      client_capabilities: capabilities,
    });
  }

  /** @param json the stored state */
  async upgradeState(
    type: string,
    version: number,
    json: string,
  ): Promise<Answer & { state: Members | null }> {
    const schema = await this.resourceSchema(type);
    const { message, diagnostics } = await this.#call("UpgradeResourceState", {
      type_name: type,
      version,
      raw_state: { json: new TextEncoder().encode(json) },
    });
    return { state: readMembers(message["upgraded_state"], schema.type), diagnostics };
  }

  /** @param json the stored identity */
  async upgradeIdentity(
    type: string,
    version: number,
    json: string,
  ): Promise<Answer & { identity: Members | null }> {
    const { message, diagnostics } = await this.#call("UpgradeResourceIdentity", {
      type_name: type,
      version,
      raw_identity: { json: new TextEncoder().encode(json) },
    });
    return { identity: await this.#readIdentity(type, message["upgraded_identity"]), diagnostics };
  }

  async readResource(
    type: string,
    { state, private: kept, identity }: KeptObject,
  ): Promise<Answer & KeptObject> {
    const schema = await this.resourceSchema(type);
    const { message, diagnostics } = await this.#call("ReadResource", {
      type_name: type,
      current_state: writeValue(state, schema.type),
      private: kept,
      client_capabilities: capabilities,
      ...(await this.#writeIdentity("current_identity", type, identity)),
    });
    return {
      state: readMembers(message["new_state"], schema.type),
      private: readBytes(message["private"]),
      identity: await this.#readIdentity(type, message["new_identity"]),
      diagnostics,
    };
  }

  /** @param change the prior state, Terraform's proposal (null for a destroy), and the configuration */
  async planResource(
    type: string,
    change: {
      prior: Members | null;
      proposed: Members | null;
      config: Members | null;
      private: Uint8Array;
      /** The identity of the prior object. */
      identity?: KeptObject["identity"];
    },
  ): Promise<
    Answer & {
      planned: Members | null;
      requiresReplace: Path[];
      private: Uint8Array;
      identity: Members | null;
    }
  > {
    const schema = await this.resourceSchema(type);
    const value = (part: Value): Message => writeValue(part, schema.type);
    const { message, diagnostics } = await this.#call("PlanResourceChange", {
      type_name: type,
      prior_state: value(change.prior),
      proposed_new_state: value(change.proposed),
      config: value(change.config),
      prior_private: change.private,
      client_capabilities: capabilities,
      ...(await this.#writeIdentity("prior_identity", type, change.identity)),
    });
    const requiresReplace = readList(message["requires_replace"]).map(readPath);
    return {
      planned: readMembers(message["planned_state"], schema.type),
      requiresReplace,
      private: readBytes(message["planned_private"]),
      identity: await this.#readIdentity(type, message["planned_identity"]),
      diagnostics,
    };
  }

  async applyResource(
    type: string,
    change: {
      prior: Members | null;
      planned: Members | null;
      config: Members | null;
      private: Uint8Array;
      /** The planned identity. */
      identity?: KeptObject["identity"];
    },
  ): Promise<Answer & KeptObject> {
    const schema = await this.resourceSchema(type);
    const value = (part: Value): Message => writeValue(part, schema.type);
    const { message, diagnostics } = await this.#call("ApplyResourceChange", {
      type_name: type,
      prior_state: value(change.prior),
      planned_state: value(change.planned),
      config: value(change.config),
      planned_private: change.private,
      ...(await this.#writeIdentity("planned_identity", type, change.identity)),
    });
    return {
      state: readMembers(message["new_state"], schema.type),
      private: readBytes(message["private"]),
      identity: await this.#readIdentity(type, message["new_identity"]),
      diagnostics,
    };
  }

  /** @param target the ID, or the identity */
  async importResource(
    type: string,
    target: string | Members,
  ): Promise<Answer & { imported: KeptObject | null }> {
    const schema = await this.resourceSchema(type);
    const { message, diagnostics } = await this.#call("ImportResourceState", {
      type_name: type,
      client_capabilities: capabilities,
      ...(typeof target === "string" ? { id: target } : await this.#writeIdentity("identity", type, target)),
    });
    const [first] = readList(message["imported_resources"]);
    const imported = first && {
      state: readMembers(first["state"], schema.type),
      private: readBytes(first["private"]),
      identity: await this.#readIdentity(type, first["identity"]),
    };
    return { imported: imported ?? null, diagnostics };
  }

  /** Validates and reads a data source. */
  async readDataSource(type: string, config: Members): Promise<Answer & { state: Members | null }> {
    const schema = requireType((await this.schema()).dataSources, type, "data source");
    const request = {
      type_name: type,
      config: writeValue(config, schema.type),
      client_capabilities: capabilities,
    };
    const { message, diagnostics } = await this.#callInTurn(
      ["ValidateDataResourceConfig", "ReadDataSource"],
      request,
    );
    return { state: readMembers(message["state"], schema.type), diagnostics };
  }

  /** Validates and opens an ephemeral resource. */
  async openEphemeral(
    type: string,
    config: Members,
  ): Promise<Answer & { result: Members | null; private: Uint8Array; renewAt: number | null }> {
    const schema = requireType((await this.schema()).ephemerals, type, "ephemeral resource");
    const request = {
      type_name: type,
      config: writeValue(config, schema.type),
      client_capabilities: capabilities,
    };
    const { message, diagnostics } = await this.#callInTurn(
      ["ValidateEphemeralResourceConfig", "OpenEphemeralResource"],
      request,
    );
    return {
      result: readMembers(message["result"], schema.type),
      private: readBytes(message["private"]),
      renewAt: readTime(message["renew_at"]),
      diagnostics,
    };
  }

  async renewEphemeral(
    type: string,
    kept: Uint8Array,
  ): Promise<Answer & { private: Uint8Array; renewAt: number | null }> {
    const { message, diagnostics } = await this.#call("RenewEphemeralResource", {
      type_name: type,
      private: kept,
    });
    return { private: readBytes(message["private"]), renewAt: readTime(message["renew_at"]), diagnostics };
  }

  closeEphemeral(type: string, kept: Uint8Array): Promise<Answer> {
    return this.#call("CloseEphemeralResource", { type_name: type, private: kept });
  }

  /** Calls a function. @throws if the provider does not have it */
  async callFunction(
    name: string,
    args: readonly Value[],
  ): Promise<{ result: Value } | { error: string; argumentIndex: number | null }> {
    const { parameters, variadic, returns } = requireType((await this.schema()).functions, name, "function");
    const typeAt = (index: number): CtyType => (parameters[index] ?? variadic)?.type ?? "dynamic";
    const { message } = await this.#call("CallFunction", {
      name,
      arguments: args.map((arg, index) => writeValue(arg, typeAt(index))),
    });
    if (!isMessage(message["error"])) return { result: readValue(message["result"], returns) };
    const { text, function_argument: index } = message["error"];
    return { error: readString(text), argumentIndex: typeof index === "number" ? index : null };
  }

  /** Requests that the provider stops. */
  async stop(): Promise<void> {
    await this.#call("StopProvider");
  }

  async #callInTurn(rpcs: readonly string[], request: Message): Promise<Answer & { message: Message }> {
    const diagnostics: Diagnostic[] = [];
    let message: Message = {};
    for (const rpc of rpcs) {
      const answer = await this.#call(rpc, request);
      diagnostics.push(...answer.diagnostics);
      message = answer.message;
      if (diagnostics.some(({ severity }) => severity === "error")) break;
    }
    return { message, diagnostics };
  }

  async #call(rpc: string, request: Message = {}): Promise<Answer & { message: Message }> {
    const message = await this.#server.handle(rpc, request);
    return { message, diagnostics: readList(message["diagnostics"]).map(readDiagnostic) };
  }
}

function requireType<T>(things: Readonly<Record<string, T>>, name: string, kind: string): T {
  const thing = things[name];
  if (thing === undefined)
    throw new TypeError(
      `The provider does not have a ${kind} "${name}". Available: ${Object.keys(things).join(", ")}`,
    );
  return thing;
}
