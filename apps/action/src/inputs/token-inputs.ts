import type { InputDeclaration } from "./declaration.js";

/** How to allow the action to update the tracking issue. */
export const issuePermission =
  "Set `permissions: issues: write` for the job, and `github-token: ${{ github.token }}` for the step. " +
  "The token of a pull request from a fork cannot have this permission, and the one of a Dependabot " +
  "run has it only if you set `permissions`.";

/** Inputs for the token itself: the check, the rotation, the tracking issue, and the report on all tokens. */
export const tokenInputs = {
  instance: {
    type: "string",
    feature: "check",
    required: true,
    workflow: true,
    description:
      "HUNT instance, for example `acme`, `acme.infocyte.com`, or `https://hunt.example.org:8443`.",
  },
  token: {
    type: "hunt-token",
    feature: "check",
    required: true,
    workflow: true,
    description: "HUNT API token, from a secret such as `secrets.HUNT_TOKEN`.",
  },
  "warn-days": {
    type: "integer",
    feature: "check",
    default: 30,
    effectiveWith: ["check", "fleet"],
    workflow: "Warn, and open the issue, if the token expires in fewer than this number of whole days.",
    description: "Warn if the token expires in fewer than this number of whole days.",
  },
  "fail-days": {
    type: "integer",
    feature: "check",
    default: 0,
    effectiveWith: ["check"],
    workflow: true,
    description:
      "Fail the step if the token expires in fewer than this number of whole days. At most " +
      "`warn-days`. With `0`, the step fails only if the token has expired or is not valid.",
  },
  "token-description": {
    type: "string",
    feature: "check",
    effectiveWith: ["check", "issue"],
    workflow: true,
    description: "Description of the token in HUNT. Distinguishes it from other tokens of the same user.",
  },
  created: {
    type: "date",
    feature: "check",
    hint: "Use the day on which the token was created, not the day on which it expires.",
    effectiveWith: ["check"],
    workflow: true,
    description:
      "Creation date of the token, for example `2026-03-31`. Required only if the instance does not " +
      "return it. Update it when you replace the token. Cannot be used with `rotate-days`.",
  },
  ca: {
    type: "pem-file",
    feature: "check",
    description:
      "CA certificates to trust in addition to the default ones: PEM text, or the path of a PEM file.",
  },
  "timeout-seconds": {
    type: "integer",
    feature: "check",
    min: 1,
    default: 60,
    description: "Maximum duration of the check in seconds, including retries.",
  },
  check: {
    type: "boolean",
    feature: "check",
    default: true,
    alternatives: ["fleet", "request", "requests", "survey", "scan", "summary", "fail-on-severity"],
    description: "Check the token first. Features that need a valid token run only if the token is valid.",
  },
  "rotate-days": {
    type: "integer",
    feature: "rotation",
    min: 1,
    max: 330,
    hint: "A token is valid for 365 days, so a larger number would replace it in every run.",
    requires: {
      check: "The rotation uses the expiry date from the check.",
      "secret-name":
        "Set the name of the secret that holds the token, for example HUNT_TOKEN. For a token outside " +
        "GitHub, set 'secret-store' instead.",
      "secrets-token":
        "GITHUB_TOKEN cannot write secrets. Use a fine-grained personal access token or an App's token " +
        "with Secrets: write. In runs of forks and Dependabot, the secret is empty.",
    },
    conflictsWith: {
      created:
        "Remove 'created'. After a rotation, it would still be the date of the old token, so each run " +
        "would rotate again.",
    },
    workflow:
      "Rotate the token if it expires in fewer than this number of whole days. With `0`, the token is never rotated.",
    description:
      "Rotate the token if it expires in fewer than this number of whole days. Requires `secret-name` " +
      "and `secrets-token`, or `secret-store`.",
  },
  "secret-name": {
    type: "string",
    feature: "rotation",
    pattern: /^(?!github_)[a-z_]\w*$/i,
    hint:
      "Use only the name, for example HUNT_TOKEN. It can contain letters, digits, and _, and cannot " +
      "start with a digit or GITHUB_.",
    effectiveWith: ["secrets-token", "issue"],
    workflow: true,
    description:
      "Name of the secret that holds the token, for example `HUNT_TOKEN`. If HUNT does not return an " +
      "expiry date, and `secrets-token` is set, the date of the secret is used instead. With `issue`, " +
      "each secret has its own issue.",
  },
  "secret-scope": {
    type: "string",
    feature: "rotation",
    default: "repository",
    pattern: /^(repository|dependabot|environment:.+|organization:[\w-]+)$/s,
    hint: "Use repository, dependabot, environment:<name>, or organization:<login>.",
    effectiveWith: ["secret-name"],
    workflow: "Scope of the secret: `repository`, `dependabot`, or `organization:<login>`.",
    description:
      "Scope of the secret: `repository`, `dependabot`, `environment:<name>`, or `organization:<login>`.",
  },
  "secret-store": {
    type: "names",
    feature: "rotation",
    effectiveWith: ["rotate-days"],
    replaces: ["secret-name", "secrets-token"],
    conflictsWith: {
      "secret-name": "Remove 'secret-name'. A rotation stores the token either in GitHub or in other stores.",
    },
    description:
      "Addresses of secret stores outside GitHub that hold the token, for example " +
      "`vault:secret/hunt#token`, separated by commas or newlines. A rotation writes all of them or none. " +
      "`token` must come from there. Cannot be used with `secret-name`.",
  },
  "secrets-token": {
    type: "secret",
    feature: "rotation",
    requires: { check: "Without the check, neither the secret nor its date is used." },
    effectiveWith: ["secret-name"],
    workflow: true,
    description:
      "Fine-grained personal access token or App's token with permission to write the secret. Required " +
      "if `rotate-days` and `secret-name` are set. `GITHUB_TOKEN` cannot write secrets.",
  },
  "revoke-old": {
    type: "boolean",
    feature: "rotation",
    default: true,
    effectiveWith: ["rotate-days"],
    description: "Revoke the old token after a successful rotation.",
  },
  "dry-run": {
    type: "boolean",
    feature: "rotation",
    default: false,
    effectiveWith: ["rotate-days"],
    description: "Report what a rotation would do, without changing anything.",
  },
  issue: {
    type: "boolean",
    feature: "issue",
    default: false,
    requires: { "github-token": issuePermission },
    effectiveWith: ["check", "fleet"],
    description:
      "Open a tracking issue while the token needs attention, and close it afterward. Requires `github-token`.",
  },
  "github-token": {
    type: "secret",
    feature: "issue",
    effectiveWith: ["issue", "comment"],
    description:
      "Token to update the tracking issue and the comment: `github.token` of a job with the permission " +
      "`issues: write`, or `pull-requests: write` for a comment.",
  },
  "issue-labels": {
    type: "names",
    feature: "issue",
    default: "hunt-token",
    effectiveWith: ["issue"],
    description:
      "Labels of the issue, separated by commas or newlines. The action finds its issue by the first label.",
  },
  "issue-assignees": {
    type: "names",
    feature: "issue",
    effectiveWith: ["issue"],
    workflow: "Logins to assign the issue to, separated by commas.",
    description: "Logins to assign the issue to, separated by commas or newlines.",
  },
  "issue-key": {
    type: "string",
    feature: "issue",
    effectiveWith: ["issue"],
    workflow: true,
    description:
      "Distinguishes tokens of one instance that are stored in different secrets. Each key has its own " +
      "issue. Default: the value of `secret-name` if set, otherwise of `token-description`.",
  },
  fleet: {
    type: "boolean",
    feature: "fleet",
    default: false,
    workflow:
      "Report on all tokens of the instance. Requires the token of an admin. The issue is then about all tokens.",
    description:
      "Report on all tokens of the instance. Requires the token of an admin. With `issue`, one issue " +
      "is about all of them.",
  },
} as const satisfies Record<string, InputDeclaration>;
