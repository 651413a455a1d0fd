import { fromJsonForm, parseJson } from "../../cty/json.js";
import { formatMismatch } from "../../cty/convert.js";
import { isRecord, type Members, toPlainData, type Value } from "../../cty/value.js";
import { AttributeError } from "../diagnostics.js";
import type { Resource } from "../resource.js";
import type { Schema } from "../schema.js";
import { isMessage } from "../wire.js";
import { findDefinition, type Handlers, writeObject } from "./call.js";

const remedy = "Remove it from the state with a removed block or `terraform state rm`, and import it again.";

/** Upgrades stored states. Terraform sends every state here first, even one of the current schema. */
export function upgradeResourceStateHandlers<Client>(): Handlers<Client> {
  return {
    UpgradeResourceState: (call) => {
      const { request } = call;
      const { definition, schema } = findDefinition(call, call.catalogs.resources);
      const raw = isMessage(request["raw_state"]) ? request["raw_state"]["json"] : undefined;
      const state = upgradeState(definition, schema, raw, Number(request["version"] ?? 0));
      return { upgraded_state: writeObject(call, state, schema) };
    },
  };
}

/**
 * Upgrades a stored state to the current schema, version by version with the resource's own `upgrade`. Then
 * attributes that no longer exist are dropped, and new ones are null.
 *
 * @param json the stored state, as bytes of JSON
 * @param version the version of the schema that the state was stored with
 * @throws {AttributeError} if the state is newer than the provider, or does not match the schema
 */
function upgradeState(
  resource: Pick<Resource<never>, "name" | "upgrade">,
  schema: Schema,
  json: unknown,
  version: number,
): Members | null {
  if (!(json instanceof Uint8Array) || json.length === 0) {
    throw new AttributeError(
      [],
      `The state of ${resource.name} cannot be read`,
      `Terraform 0.11 or older wrote it, and the provider does not support its format. ${remedy}`,
    );
  }
  if (version > schema.version) {
    throw new AttributeError(
      [],
      `The state of ${resource.name} is newer than the provider`,
      `It has version ${version} of the schema, but this provider supports version ${schema.version}. ` +
        "Use a newer version of the provider.",
    );
  }
  let state = readJson(resource.name, json);
  for (let step = version; step < schema.version; step += 1) {
    const upgrade = resource.upgrade?.[step];
    if (upgrade && isRecord(state)) state = upgrade(toPlainData(state as Value) as Record<string, unknown>);
  }
  const { value, mismatches } = fromJsonForm(state, schema.type);
  const [first] = mismatches;
  if (first)
    throw new AttributeError(
      first.path,
      `The state of ${resource.name} does not match the schema`,
      `${formatMismatch(first)}. ${remedy}`,
    );
  return isRecord(value) ? value : null;
}

function readJson(name: string, json: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder().decode(json));
  } catch (error) {
    throw new AttributeError(
      [],
      `The state of ${name} cannot be read`,
      `It is not valid JSON: ${(error as Error).message}. ${remedy}`,
    );
  }
}
