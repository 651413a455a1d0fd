import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { isUnknown, unknown, string, type Attributes } from "@huntkit/terraform-plugin";
import { readHeader } from "../extension-header.js";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { toBody, normalizeGuid, replaceForGuid, requireNew, sha256 } from "../sources.js";

const attributes = {
  ...settableAttributes(
    catalog.extensions,
    {
      body: {
        required: true,
        description:
          'Content of the Lua script, for example `file("${path.module}/x.lua")`. The script must begin with a YAML header between `--[=[` and `]=]` that contains `filetype`, `name`, `type`, and `guid`.',
        validate: [],
      },
      name: { computed: true, description: "Name of the extension, from the header." },
      type: {
        computed: true,
        description: "Type of the extension, from the header: `collection` or `response`.",
      },
    },
    ["description"],
  ),
  guid: string({
    computed: true,
    description: "GUID of the extension, from the header, in lower case. A change replaces the extension.",
  }),
  sha256: string({ computed: true, description: "SHA-256 of the script (hexadecimal)." }),
} satisfies Attributes;

/**
 * The resource `hunt_extension`, a Lua script. Everything except for its body and `active` comes from its
 * header.
 */
export const extension = modelResource({
  name: "hunt_extension",
  description:
    "Manages an extension: a Lua script that collects data from agents or runs responses on them. The " +
    "header of the script is checked when the configuration is validated. To create the global " +
    "variables that the script declares, use `hunt_extension_variable`.",
  model: models.extensions,
  lookup: "name",
  aliases: ["guid"],
  attributes,
  properties: { guid: "description" },
  async validate({ body }, { addError }) {
    if (isUnknown(body)) return;
    const found = await readHeader(body);
    if ("problem" in found) addError(["body"], "Invalid extension", found.problem.detail, found.problem.code);
  },
  async plan(input) {
    const { planned } = input;
    // A body that is not known yet probably has the same GUID, so it does not replace the extension.
    if (isUnknown(planned.body))
      return void Object.assign(planned, { name: unknown, type: unknown, guid: unknown, sha256: unknown });
    const found = await readHeader(planned.body);
    // The validation has already reported an invalid header, unless the body was not known then.
    if ("problem" in found)
      return input.addError(["body"], "Invalid extension", found.problem.detail, found.problem.code);
    const { name, type, guid } = found.header;
    Object.assign(planned, { name, type, guid, sha256: sha256(planned.body) });
    replaceForGuid(input);
  },
  fromRow: ({ type, description }) => ({ type: type?.toLowerCase(), guid: normalizeGuid(description) }),
  details: {
    names: ["body", "sha256"],
    async read({ id }, { client: { client }, signal }, prior) {
      const body = toBody(await client.extensions.latestVersion(id, { signal }), prior?.body);
      return { body, sha256: sha256(body) };
    },
  },
  toData: (_, { planned: { name, type, body, guid, active } }) => ({
    name,
    type,
    body,
    description: guid,
    active,
  }),
  async create(extensions, data, { signal }) {
    await requireNew(
      extensions,
      { description: { ilike: String(data["description"]) } },
      { noun: "extension", path: ["body"], what: "GUID" },
      signal,
    );
    return extensions.create(data, { signal });
  },
  /** Updates with a POST that contains an ID (vendor docs). */
  update: (extensions, id, data, { signal }) => extensions.create({ ...data, id }, { signal }),
});
