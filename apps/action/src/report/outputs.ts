import * as core from "@actions/core";
import type { TokenHealth } from "@huntkit/core";
import { escapeForTerminal, type TerminalText } from "@huntkit/core/escape";
import { redactTokens, redactTokensInJson } from "./hidden-tokens.js";
import type { OutputDeclaration } from "../inputs/declaration.js";

/** All outputs, in the order of action.yml. */
export const outputDeclarations = {
  status: {
    feature: "check",
    workflow: "Status of the token, for example `healthy`. After a rotation, that of the new token.",
    description: "`healthy`, `expiring`, `expired`, `rejected`, `unreachable`, or `unknown-expiry`.",
  },
  "expires-at": {
    feature: "check",
    description: "Expiry date of the token (ISO 8601, UTC). Empty if unknown.",
  },
  "days-left": {
    feature: "check",
    workflow: true,
    description: "Number of whole days until the token expires, rounded down. Empty if unknown.",
  },
  "expiry-source": {
    feature: "check",
    description:
      "Source of the expiry date: `hunt` (HUNT's own record), `stated` (the input `created`), `secret` " +
      "(the date of the secret), or `none`.",
  },
  user: {
    feature: "check",
    description: "Email address or name of the token's user. Empty if unknown.",
  },
  fingerprint: {
    feature: "check",
    description:
      "Eight hex digits that identify the value of the token. The token cannot be derived from them.",
  },
  rotated: {
    feature: "rotation",
    workflow: true,
    description: "`true` if the token was rotated, otherwise `false`. Empty without `rotate-days`.",
  },
  issue: {
    feature: "issue",
    workflow: true,
    description: "URL of the tracking issue while the token needs attention, otherwise empty.",
  },
  fleet: {
    feature: "fleet",
    description:
      "Report on all tokens in JSON: the lists `expiring` and `expired` (each token with `owner`, " +
      "`description`, `expiresAt`, `daysLeft`, …), and counts.",
  },
  data: {
    feature: "requests",
    description: "Response in JSON. Empty if it is larger than 64 KB.",
  },
  count: {
    feature: "requests",
    description: "Number of results. Empty if the response is neither a list nor a count.",
  },
  "http-status": {
    feature: "requests",
    description: "HTTP status of the response. Empty if no record matched, so nothing was sent.",
  },
  file: {
    feature: "requests",
    description: "Path of the file that was written.",
  },
  results: {
    feature: "requests",
    description:
      "Results of `requests` in JSON: an object with `data`, `count`, `http-status`, and `file` for " +
      "the ID of each item.",
  },
  "scan-id": {
    feature: "scan",
    description: "ID of the scan. HUNT stores its results under this ID.",
  },
  "scan-alerts": {
    feature: "scan",
    description: "Number of alerts that the scan raised.",
  },
  alerts: {
    feature: "gate",
    description: "Number of alerts that match `fail-on-severity`.",
  },
} as const satisfies Record<string, OutputDeclaration>;

/** The name of an output. */
export type OutputName = keyof typeof outputDeclarations;

/**
 * Sets an output to a value that is escaped to one line. In a workflow, an output that is not set is an empty
 * string too.
 */
export function setOutput(name: OutputName, value: string | number): void {
  core.setOutput(name, escapeForTerminal(redactTokens(String(value)), Infinity));
}

/** Sets an output to JSON of {@link toSafeJson}, which is escaped within JSON strings. Default: an empty value. */
export function setJsonOutput(name: OutputName, json: TerminalText | "" = ""): void {
  core.setOutput(name, json === "" ? json : redactTokensInJson(json));
}

/** Sets all outputs of the check. Unknown values are empty. */
export function setTokenOutputs(health: TokenHealth): void {
  setOutput("status", health.status);
  setOutput("expires-at", health.expiresAt ?? "");
  setOutput("days-left", health.daysLeft ?? "");
  setOutput("expiry-source", health.source);
  setOutput("user", health.user ?? "");
  setOutput("fingerprint", health.fingerprint);
}
