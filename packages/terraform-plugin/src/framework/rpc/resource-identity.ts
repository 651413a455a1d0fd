import { fromJsonForm, parseJson } from "../../cty/json.js";
import { isRecord } from "../../cty/value.js";
import { AttributeError } from "../diagnostics.js";
import { writeIdentity } from "../identity.js";
import { isMessage, type Message } from "../wire.js";
import { findDefinition, type Call, type Handlers } from "./call.js";

/** Every identity has this version, because none has changed since its first release. */
const version = 0;

/** Describes the identities of resources, and reads stored ones. */
export function resourceIdentityHandlers<Client>(): Handlers<Client> {
  return {
    GetResourceIdentitySchemas: ({ catalogs }) => ({
      identity_schemas: Object.fromEntries(
        catalogs.resources.names.flatMap((name) => {
          const { identity } = catalogs.resources.get(name).schema;
          if (!identity) return [];
          const attribute = {
            name: identity.attribute,
            type: new TextEncoder().encode('"string"'),
            required_for_import: true,
            optional_for_import: false,
            description: identity.description,
          };
          return [[name, { version, identity_attributes: [attribute] }]];
        }),
      ),
    }),
    UpgradeResourceIdentity: (call) => upgradeIdentity(call),
  };
}

/** Terraform sends every stored identity here first, even one of the current version. */
function upgradeIdentity<Client>(call: Call<Client>): Message {
  const { request } = call;
  const { definition, schema } = findDefinition(call, call.catalogs.resources);
  const { raw_identity: raw, version: stored } = request;
  const json = isMessage(raw) ? raw["json"] : undefined;
  const text = json instanceof Uint8Array ? new TextDecoder().decode(json) : "null";
  if (Number(stored ?? 0) > version)
    throw new AttributeError(
      [],
      `The identity of ${definition.name} is newer than the provider`,
      "Use a newer version of the provider.",
    );
  const { value } = schema.identity ? fromJsonForm(parseJson(text), schema.identity.type) : { value: null };
  return writeIdentity("upgraded_identity", schema.identity, isRecord(value) ? value : null);
}
