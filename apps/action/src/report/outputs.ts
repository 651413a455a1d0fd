import * as core from "@actions/core";
import { escapeToSingleLine, type TokenHealth } from "@huntkit/core";

/** Sets all outputs; what is not known is the empty string, as an output that was never set is. */
export function setOutputs(health: TokenHealth): void {
  core.setOutput("status", health.status);
  core.setOutput("expires-at", health.expiresAt ?? "");
  core.setOutput("days-left", health.daysLeft ?? "");
  core.setOutput("expiry-source", health.source);
  core.setOutput("user", escapeToSingleLine(health.user ?? ""));
  core.setOutput("fingerprint", health.fingerprint);
}
