import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
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
        'The value as text, such as `"true"` or `"10"` if the type asks for that. Secrets go into `value_wo`; for those, this stays empty.',
    },
  }),
  value_wo: string({
    optional: true,
    writeOnly: true,
    description:
      "The value of a secret. It goes to HUNT and is in no state or plan, so that a change made there is not seen. Take it from an ephemeral resource or variable.",
  }),
  value_wo_version: number({
    optional: true,
    description:
      "Any number, to be changed with the secret: Terraform cannot see that a write-only value changed, so it is sent again when this does.",
  }),
} satisfies Attributes;

/** The resource `hunt_extension_variable`. */
export const extensionVariable = modelResource({
  name: "hunt_extension_variable",
  description:
    "A value that all extensions can read. The value of a secret is write-only, which needs Terraform or OpenTofu 1.11.",
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
      "The secret would be in the state",
      "The type is secret. Write the value as value_wo, with value_wo_version = 1, and leave out value.",
    );
  if (isUnknown(secret) || isUnknown(version) || (secret === null) === (version === null)) return;
  if (version === null)
    addError(
      ["value_wo_version"],
      "The secret has no version",
      "Write value_wo_version = 1, and another number whenever the secret changes: it is sent when this number changes.",
    );
  else
    addError(
      ["value_wo"],
      "The secret is missing",
      "There is a value_wo_version. Write value_wo as well, or leave out both.",
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
      "The variable is no secret",
      'That is what value_wo and value_wo_version are for: they go with type = "secret". Write value, or choose that type.',
    );
  if (typeof value !== "string") return;
  if (type === "number" && (value.trim() === "" || !Number.isFinite(Number(value))))
    addError(
      ["value"],
      "The value is no number",
      'The type is number, so write one as text, such as "10", or choose another type.',
    );
  if (type === "boolean" && value !== "true" && value !== "false")
    addError(
      ["value"],
      "The value is neither true nor false",
      'The type is boolean, so write "true" or "false", or choose another type.',
    );
}
