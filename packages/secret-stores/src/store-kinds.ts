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
  "azure-keyvault": {
    title: "Azure Key Vault",
    form: "azure-keyvault:<vault or host>/<name>[#<field>]",
    example: "azure-keyvault:my-vault/hunt-token",
    pattern: /^(?<vault>[A-Za-z\d.:-]+)\/(?<name>[A-Za-z\d-]+)$/,
    field: "optional",
    load: async () => (await import("./services/azure-key-vault.js")).openKeyVaultSecret,
  },
  "gcp-secretmanager": {
    title: "Google Cloud Secret Manager",
    form: "gcp-secretmanager:<project>/<name>[#<field>]",
    example: "gcp-secretmanager:my-project/hunt-token",
    pattern: /^(?<project>[a-z\d-]+)\/(?<name>[\w-]+)$/,
    field: "optional",
    load: async () => (await import("./services/google-secret-manager.js")).openGoogleSecret,
  },
  kubernetes: {
    title: "Kubernetes Secret",
    form: "kubernetes:<namespace>/<name>#<key>",
    example: "kubernetes:prod/hunt#token",
    pattern: /^(?<namespace>[a-z\d-]+)\/(?<name>[a-z\d.-]+)$/,
    field: "required",
    load: async () => (await import("./services/kubernetes.js")).openKubernetesSecret,
  },
  gitlab: {
    title: "GitLab CI/CD variable of a project",
    form: "gitlab:<group>/<project>#<variable>",
    example: "gitlab:acme/website#HUNT_TOKEN",
    pattern: /^(?<project>[\w.-]+(\/[\w.-]+)+)$/,
    field: "required",
    load: async () => (await import("./services/gitlab.js")).openGitLabVariable,
  },
  "azure-devops": {
    title: "Azure DevOps variable group",
    form: "azure-devops:<organization>/<project>/<group>#<variable>",
    example: "azure-devops:acme/website/deploy#HUNT_TOKEN",
    pattern: /^(?<organization>[\w.:-]+)\/(?<project>[\w. -]+)\/(?<group>[\w. -]+)$/,
    field: "required",
    load: async () => (await import("./services/azure-devops.js")).openDevOpsVariable,
  },
} as const satisfies Record<string, StoreKind>;

/** The scheme of an address. */
export type StoreScheme = keyof typeof storeKinds;
