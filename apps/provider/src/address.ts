import { arch, platform } from "node:os";

/** The provider's address in the registries, as configurations write it. */
export const source = "huntkit/hunt";

/** The registries of the engines. The provider has the same address in both. */
export const hosts = ["registry.terraform.io", "registry.opentofu.org"] as const;

/**
 * The name of the executable for development overrides. In archives and mirrors, `_v` and the version follow.
 */
export const executable = "terraform-provider-hunt";

const processors: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" };

/**
 * Returns this machine as Terraform names it, such as `linux_amd64`. Node and Go use the same names for
 * systems, except for Windows.
 */
export function getPlatform(): string {
  return `${platform()}_${processors[arch()] ?? arch()}`;
}

/** Returns what a configuration contains to use a version of the provider. */
export function formatRequirement(version: string): string {
  return `terraform {
  required_providers {
    hunt = {
      source  = "${source}"
      version = "${version}"
    }
  }
}
`;
}
