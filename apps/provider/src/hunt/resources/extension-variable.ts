import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { describeTypeRule } from "@huntkit/core/internal";
import {
  isUnknown,
  number,
  string,
  type Attributes,
  type Config,
  type AddError,
} from "@huntkit/terraform-plugin";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

const attributes = {
  ...settableAttributes(catalog.extensionVariables, {
    value: {
      description:
        'Value as a string, also for numbers and Booleans, for example `"10"` or `"true"`. If `type` is `secret`, set `value_wo` instead.',
    },
  }),
  value_wo: string({
    optional: true,
    writeOnly: true,
    description:
      "Value of a secret. HUNT does not return it, so Terraform does not detect a change that was made " +
      "in HUNT. Use a value from an ephemeral resource or variable. Requires `value_wo_version`.",
  }),
  value_wo_version: number({
    optional: true,
    description:
      "Version of the secret. Terraform does not detect a change of a write-only value, so change this " +
      "number whenever the secret changes. Required if `value_wo` is set.",
  }),
} satisfies Attributes;

/** The resource `hunt_extension_variable`. */
export const extensionVariable = modelResource({
  name: "hunt_extension_variable",
  description:
    "Manages an extension variable: a value that all extensions can read. The value of a secret is " +
    "write-only, which requires Terraform or OpenTofu 1.11 or newer.",
  model: models.extensionVariables,
  lookup: "name",
  attributes,
  localAttributes: ["value_wo_version"],
  validate(config, { addError }) {
    if (config.type === "secret") checkSecret(config, addError);
    else if (!isUnknown(config.type)) checkPlain(config, addError);
  },
  fromRow: ({ type, value }) => ({ value: type === "secret" ? null : value }),
  toData(data, { planned, prior, config: { value_wo: secret } }) {
    const isNew = planned.value_wo_version !== (prior?.value_wo_version ?? null);
    if (isNew && secret !== null) return { ...data, value: secret };
    // The value of a secret must not become visible when the type changes.
    return prior?.type === "secret" && planned.type !== "secret" ? { ...data, value: planned.value } : data;
  },
});

function checkSecret(
  { value, value_wo: secret, value_wo_version: version }: Config<typeof attributes>,
  addError: AddError,
): void {
  if (value !== null && !isUnknown(value))
    addError(
      ["value"],
      "The secret would be stored in the state",
      "The type is secret. Set value_wo and value_wo_version, and remove value.",
    );
  if (isUnknown(secret) || isUnknown(version) || (secret === null) === (version === null)) return;
  if (version === null)
    addError(
      ["value_wo_version"],
      "Missing required argument value_wo_version",
      "A secret requires a version. Set value_wo_version to 1, and change it whenever the secret changes.",
    );
  else
    addError(
      ["value_wo"],
      "Missing required argument value_wo",
      "A version has no effect without a secret. Set value_wo, or remove value_wo_version.",
    );
}

function checkPlain(
  { type, value, value_wo: secret, value_wo_version: version }: Config<typeof attributes>,
  addError: AddError,
): void {
  const written = Object.entries({ value_wo: secret, value_wo_version: version }).find(
    ([, each]) => each !== null && !isUnknown(each),
  );
  if (written)
    addError(
      [written[0]],
      "The variable is not a secret",
      'Only the type "secret" supports value_wo and value_wo_version. Set value instead, or change the type.',
    );
  const rule = isUnknown(value) ? undefined : describeTypeRule(type, value);
  if (rule !== undefined)
    addError(
      ["value"],
      "The value does not have the type of the variable",
      `It ${rule} Otherwise, change the type.`,
    );
}
