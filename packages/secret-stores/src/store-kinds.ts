import type { OpenSecret } from "./remote-secret.js";

/** A service that can store tokens. */
export interface StoreKind {
  readonly title: string;
  /** Form of an address, for help and errors. */
  readonly form: string;
  readonly example: string;
  /** Form of the part between the scheme and the field, with a name for each part. */
  readonly pattern: RegExp;
  /** Whether an address has a field after `#`. `optional`: without it, the token is the complete value. */
  readonly field: "required" | "optional" | "none";
  /** Loads the code of the service. */
  readonly load: () => Promise<OpenSecret>;
}

/** All services, by the scheme of their addresses. */
export const storeKinds = {
  vault: {
    title: "HashiCorp Vault and OpenBao, KV version 2",
    form: "vault:<mount>/<path>#<field>",
    example: "vault:secret/hunt#token",
    pattern: /^(?<mount>[\w.-]+)\/(?<path>[\w. -]+(\/[\w. -]+)*)$/,
    field: "required",
    load: async () => (await import("./services/vault.js")).openVaultSecret,
  },
  "aws-secretsmanager": {
    title: "AWS Secrets Manager",
    form: "aws-secretsmanager:<name or ARN>[#<field>]",
    example: "aws-secretsmanager:prod/hunt#token",
    pattern: /^(?<name>[\w/+=.@:-]+)$/,
    field: "optional",
    load: async () => (await import("./services/aws/secrets-manager.js")).openSecretsManagerSecret,
  },
  "aws-ssm": {
    title: "AWS Systems Manager Parameter Store",
    form: "aws-ssm:<name or ARN>",
    example: "aws-ssm:/prod/hunt-token",
    pattern: /^(?<name>[\w/.:-]+)$/,
    field: "none",
    load: async () => (await import("./services/aws/parameter-store.js")).openParameter,
  },
} as const satisfies Record<string, StoreKind>;

/** The scheme of an address. */
export type StoreScheme = keyof typeof storeKinds;
