import type { UnknownExpiryReason, UnreachableReason } from "@huntkit/core";
import type { Inputs } from "../inputs/inputs.js";

/** Why HUNT was unreachable, for a title. */
export const unreachableTitles: Record<UnreachableReason, string> = {
  dns: "its name was not found (DNS)",
  refused: "the connection was refused",
  network: "no way through the network",
  tls: "no trusted TLS connection",
  proxy: "the proxy did not let it through",
  reset: "the connection broke",
  closed: "the check was already over",
  timeout: "no answer in time (timeout)",
  redirect: "it redirects elsewhere (redirect)",
  html: "a web page answered instead of the API (HTML)",
  truncated: "the answer was cut off",
  "invalid-json": "the answer is no JSON",
  "wrong-shape": "the answer has an unknown shape",
  "too-large": "the answer is too large",
  "not-http": "what answered does not speak HTTP",
  "unexpected-status": "an unexpected status",
  "server-error": "it failed to answer (5xx)",
  "rate-limited": "it asks for fewer requests (429)",
  forbidden: "it, or something on the way, forbids to ask (403)",
  "not-hunt": "there is no HUNT API at this address (404)",
};

const stateIt =
  "To be warned in time, state the day on which the token was created as the input created, such as created: 2026-03-31.";

const causes: Record<Exclude<UnknownExpiryReason, "date-contradicted">, string> = {
  "not-allowed": "Its user may not list tokens, so HUNT does not say until when.",
  "no-route": "This instance offers no list of tokens, so HUNT does not say until when.",
  "lookup-failed": "HUNT's list of tokens could not be read this time, so it is not known until when.",
  "no-record": "HUNT lists no token of this user, so it is not known until when.",
  "no-date": "HUNT's record of it holds no creation date, so it is not known until when.",
};

const completions = {
  "secrets-token":
    "Or give secrets-token: it is empty, and secret-name alone does not tell the date of the secret.",
  "secret-name":
    "Or give secret-name: it is empty, and secrets-token alone does not tell the date of the secret.",
};

/** Returns why the expiry is unknown, and what to do about it: the date of the secret can be used instead if it can be read. */
export function explainUnknown(
  reason: UnknownExpiryReason,
  { secretName, secretsToken }: Pick<Inputs, "secretName" | "secretsToken">,
): string {
  if (reason === "date-contradicted") {
    return "But the only date that is known for it says that it has expired already. Was the token replaced, and the input created not? State the day on which the present token was created.";
  }
  const advice = `${causes[reason]} ${reason === "lookup-failed" ? "Run the check again." : stateIt}`;
  if ((secretName === undefined) === (secretsToken === undefined)) return advice;
  return `${advice} ${completions[secretName === undefined ? "secret-name" : "secrets-token"]}`;
}

/** Reasons for which HUNT rejects a token. */
export const rejectionCauses =
  "It was revoked, cut or mistyped, belongs to another instance, or expired some time ago: HUNT forgets a token that has expired.";
