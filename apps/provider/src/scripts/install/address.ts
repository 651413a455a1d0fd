import { huntkitVersion } from "@huntkit/core";

/** The provider's name in the registries: what goes behind `source`. */
export const source = "huntkit/hunt";

/** The registries whose provider this is, by the engine that asks each. */
export const hosts = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** The executable's name for Terraform's development overrides; in archives and mirrors it is followed by `_v` and the version. */
export const executable = "terraform-provider-hunt";

/** The provider's version. */
export const version = huntkitVersion;

/** What a configuration says to use this version. */
export const requirement = `terraform {
  required_providers {
    hunt = {
      source  = "${source}"
      version = "${version}"
    }
  }
}
`;
