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
      "The password. It goes to HUNT and is in no state or plan; HUNT never returns it, so that a change made there is not seen. Take it from an ephemeral resource or variable.",
    validate: [
      (password) =>
        password === ""
          ? "It is empty. Write the password, or leave out password_wo and password_wo_version."
          : undefined,
    ],
  }),
  password_wo_version: number({
    optional: true,
    description:
      "Any number, to be changed with the password: Terraform cannot see that a write-only value changed, so the password is sent again when this does.",
  }),
} satisfies Attributes;

/** The resource `hunt_credential`: an account that discovery and scans sign in with. */
export const credential = modelResource({
  name: "hunt_credential",
  description:
    "An account that discovery and scans sign in with. The password is write-only, which needs Terraform or OpenTofu 1.11.",
  model: models.credentials,
  lookup: "name",
  attributes,
  localAttributes: ["password_wo_version"],
  validate({ password_wo: password, password_wo_version: version }, { addError }) {
    if (isUnknown(password) || isUnknown(version) || (password === null) === (version === null)) return;
    if (version === null)
      addError(
        ["password_wo_version"],
        "The password has no version",
        "Write password_wo_version = 1, and another number whenever the password changes: the password is sent when this number changes.",
      );
    else
      addError(
        ["password_wo"],
        "The password is missing",
        "There is a password_wo_version. Write password_wo as well, or leave out both.",
      );
  },
  toData(data, { planned, prior, config: { password_wo: password } }) {
    const isNew = planned.password_wo_version !== (prior?.password_wo_version ?? null);
    return isNew && password !== null ? { ...data, password } : data;
  },
});
