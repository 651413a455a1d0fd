import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { isUnknown, number, string, type Attributes } from "@huntkit/terraform-plugin";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

const attributes = {
  ...settableAttributes(catalog.credentials),
  password_wo: string({
    optional: true,
    writeOnly: true,
    description:
      "Password. HUNT does not return it, so Terraform does not detect a change that was made in HUNT. " +
      "Use a value from an ephemeral resource or variable. Requires `password_wo_version`.",
    validate: [
      (password) =>
        password === ""
          ? "It must not be empty. Set the password, or remove password_wo and password_wo_version."
          : undefined,
    ],
  }),
  password_wo_version: number({
    optional: true,
    description:
      "Version of the password. Terraform does not detect a change of a write-only value, so change " +
      "this number whenever the password changes. Required if `password_wo` is set.",
  }),
} satisfies Attributes;

/** The resource `hunt_credential`: an account that discovery and scans sign in with. */
export const credential = modelResource({
  name: "hunt_credential",
  description:
    "Manages a credential: an account that discovery and scans sign in with. The password is " +
    "write-only, which requires Terraform or OpenTofu 1.11 or newer.",
  model: models.credentials,
  lookup: "name",
  attributes,
  localAttributes: ["password_wo_version"],
  validate({ password_wo: password, password_wo_version: version }, { addError }) {
    if (isUnknown(password) || isUnknown(version) || (password === null) === (version === null)) return;
    if (version === null)
      addError(
        ["password_wo_version"],
        "Missing required argument password_wo_version",
        "A password requires a version. Set password_wo_version to 1, and change it whenever the password changes.",
      );
    else
      addError(
        ["password_wo"],
        "Missing required argument password_wo",
        "A version has no effect without a password. Set password_wo, or remove password_wo_version.",
      );
  },
  toData(data, { planned, prior, config: { password_wo: password } }) {
    const isNew = planned.password_wo_version !== (prior?.password_wo_version ?? null);
    return isNew && password !== null ? { ...data, password } : data;
  },
});
