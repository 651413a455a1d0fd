import { daysLeft } from "../models/access-token.js";
import type { Sandbox } from "../sandbox.js";
import { accounts } from "../seeding/accounts.js";
import { DEFAULT_PORT } from "./arguments.js";

/** What `--help` prints. */
export const help = `hunt-sandbox: an embedded HUNT for tests, demos and first steps.

Usage: hunt-sandbox [options]

  --port <number>         where to listen on 127.0.0.1; 0 takes a free port (${DEFAULT_PORT})
  --seed <number>         same seed and same --now: same records, ids and tokens (1)
  --now <date>            where the sandbox's clock starts, such as 2026-01-31T12:00:00Z (real time)
  --token-routes <name>   accessTokens, apiTokens or none (accessTokens)
  --token-lists <who>     owner, or refused as in stock LoopBack 3 (owner)
  --task-seconds <number> how long a scan, response or discovery takes by the sandbox's clock (20)
  --fault <JSON>          a fault from the start, such as '{"match": "GET alerts", "kind": "status", "status": 503}'; repeatable
  --tls-key <file>        PEM file of a private key, with --tls-cert: serves HTTPS
  --tls-cert <file>       PEM file of its certificate
  --json                  print one line of JSON when it listens: {url, api, tokens}
  --version               print the version
  --help                  print this text

While it runs: POST /sandbox/faults, DELETE /sandbox/faults, GET and PUT /sandbox/clock, GET /sandbox/requests.
`;

/** What a person reads when the sandbox listens. */
export function greeting({ url, api, tokens }: Sandbox): string {
  const names = accounts.map(
    ({ username, password, role }) => `  ${username.padEnd(12)} ${password.padEnd(22)} ${role}`,
  );
  const insecure = url.startsWith("https:") ? "-k " : "";
  return `HUNT sandbox listens at ${url}

  Console    ${url}/
  API        ${api}
  Explorer   ${url}/explorer/

Tokens
  admin      ${tokens.admin}   an admin's, ${daysLeft.admin} days left
  expiring   ${tokens.expiring}   an admin's, ${daysLeft.expiring} days left
  expired    ${tokens.expired}   dead for ${-daysLeft.expired} days
  analyst    ${tokens.analyst}   an analyst's, ${daysLeft.analyst} days left

Accounts for the console, and for POST ${api}/users/login
${names.join("\n")}

Try
  curl ${insecure}-H 'Authorization: ${tokens.admin}' ${api}/users/me

Stop with Ctrl+C.
`;
}

/** The one line of `--json`. */
export function jsonLine({ url, api, tokens }: Sandbox): string {
  return `${JSON.stringify({ url, api, tokens })}\n`;
}
