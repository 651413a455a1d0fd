import type { CreatedToken } from "../api/tokens.js";

/** Lines to copy, and what they are for. */
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
  "The space in front of a line keeps it out of the shell's history where HISTCONTROL has ignorespace, or in zsh HIST_IGNORE_SPACE.";

/** A description that may stand in a workflow as it is: short, without line ends, and nothing that GitHub would evaluate. */
const PLAIN = /^(?!.*\$\{\{)[\x20-\x7e]{1,80}$/;

/**
 * Ways to use a new token. The value is in no command's arguments, where other users of a machine could read it: it is asked for,
 * or goes into an environment variable.
 *
 * @param origin of this HUNT
 * @param created the token with its value, which must not outlive the window that shows it
 */
export function createSnippets(origin: string, { token, description }: CreatedToken): Way[] {
  const environment = ` export HUNT_INSTANCE=${origin}\n export HUNT_TOKEN=${token}`;
  return [
    {
      name: "GitHub Actions",
      steps: [
        {
          title: "Store it as a secret of your repository",
          code: "gh secret set HUNT_TOKEN",
          note: "It asks for the value: copy the token above, and paste it.",
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
          title: "Sign in, and keep the token in your profile",
          code: `hunt auth login --instance ${origin}`,
          note: "It asks for the token: copy it above, and paste it.",
        },
        {
          title: "Or for this shell only",
          code: `${environment}\nhunt token check --warn-days 30`,
          note: OUT_OF_HISTORY,
        },
      ],
    },
    {
      name: "curl",
      steps: [
        {
          title: "Ask HUNT whose token it is",
          code: `${environment}\ncurl -fsS -H @- "$HUNT_INSTANCE/api/users/me" <<< "Authorization: $HUNT_TOKEN"`,
          note: `${OUT_OF_HISTORY} HUNT takes the token as it is, without “Bearer”.`,
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
  return `${origin} is this sandbox, which only runners on this machine reach. For a HUNT of your own write its name, such as acme.`;
}
