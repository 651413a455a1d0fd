import type { CreatedToken } from "../api/tokens.js";

/** Lines to copy, and their purpose. */
export interface Snippet {
  readonly title: string;
  readonly code: string;
  readonly note?: string;
}

/** One way to use a token. */
export interface Way {
  readonly name: string;
  readonly steps: readonly Snippet[];
}

const OUT_OF_HISTORY =
  "The leading space keeps the line out of the shell history " +
  "if HISTCONTROL contains ignorespace (bash) or HIST_IGNORE_SPACE is set (zsh).";

/**
 * A description that can be used in a workflow unchanged: short, without line breaks, and without GitHub
 * expressions.
 */
const PLAIN = /^(?!.*\$\{\{)[\x20-\x7e]{1,80}$/;

/**
 * Creates examples for a new token. The value is never in the arguments of a command, where other users of
 * the machine could read it. Commands ask for it, or read it from an environment variable.
 *
 * @param origin the origin of this HUNT instance
 * @param created the token with its value, which must not be kept after its window is closed
 */
export function createSnippets(origin: string, { token, description }: CreatedToken): Way[] {
  const environment = ` export HUNT_INSTANCE=${origin}\n export HUNT_TOKEN=${token}`;
  return [
    {
      name: "GitHub Actions",
      steps: [
        {
          title: "Store it as a repository secret",
          code: "gh secret set HUNT_TOKEN",
          note: "The command asks for the value. Paste the token from above.",
        },
        {
          title: "Check it in .github/workflows/hunt-token.yml",
          code: createWorkflow(origin, description),
          note: describeOrigin(origin),
        },
      ],
    },
    {
      name: "Command line",
      steps: [
        {
          title: "Sign in and store the token in your profile",
          code: `hunt auth login --instance ${origin}`,
          note: "The command asks for the token. Paste the token from above.",
        },
        {
          title: "Or set it for this shell only",
          code: `${environment}\nhunt token check --warn-days 30`,
          note: OUT_OF_HISTORY,
        },
      ],
    },
    {
      name: "curl",
      steps: [
        {
          title: "Get the owner of the token",
          code: `${environment}\ncurl -fsS -H @- "$HUNT_INSTANCE/api/users/me" <<< "Authorization: $HUNT_TOKEN"`,
          note: `${OUT_OF_HISTORY} HUNT requires the token without “Bearer”.`,
        },
      ],
    },
  ];
}

function createWorkflow(origin: string, description: string): string {
  const named = PLAIN.test(description)
    ? `\n          token-description: ${JSON.stringify(description)}`
    : "";
  return `name: HUNT token

on:
  push:
    branches: [main]
  schedule:
    - cron: "17 6 * * 1" # Mondays

permissions: {}

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: huntkit/huntkit@v1
        with:
          instance: ${origin}
          token: \${{ secrets.HUNT_TOKEN }}${named}
          warn-days: 30
          fail-days: 7`;
}

function describeOrigin(origin: string): string {
  return (
    `${origin} is this sandbox. Only runners on this machine can reach it. ` +
    "For your own instance, use its name, such as acme."
  );
}
