import {
  isHuntError,
  mayHaveExecuted,
  type AnyHuntError,
  type HuntInputError,
  type HuntValidationError,
} from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import type { Explanation } from "@huntkit/terraform-plugin";
import { getErrorCode, type ErrorCode } from "@huntkit/toolkit";
import { type AttributeOf, nameAttributes, toSnakeCase } from "./model/names.js";

/**
 * Explains an error and what to do about it. The explanation never contains a token.
 *
 * @param attributeOf returns the attribute that holds a property of HUNT's rows. Default: the property in
 *   snake_case.
 */
export function explain(error: unknown, attributeOf: AttributeOf = () => undefined): Explanation {
  const explanation = isHuntError(error) ? explainHunt(error, attributeOf) : explainUnexpected(error);
  const code: ErrorCode = isHuntError(error) ? getErrorCode(error) : "PROVIDER_FAILED";
  const [summary, detail] = [explanation.summary, explanation.detail].map(maskTokens) as [string, string];
  return { ...explanation, summary, detail: nameAttributes(detail, attributeOf), code };
}

/** Masks tokens. A token has 64 letters and digits, and is not a SHA-256 in hexadecimal digits. */
export function maskTokens(text: string): string {
  return text.replace(/[A-Za-z0-9]{64,}/g, (run) => (/^[0-9a-f]{64}$/.test(run) ? run : "hunt_****"));
}

function explainUnexpected(error: unknown): Explanation {
  const message = escapeToSingleLine(error instanceof Error ? error.message : String(error));
  return {
    summary: "The provider failed",
    detail: `${endSentence(message)} This is a bug in the provider. Please report it with the steps to reproduce it.`,
  };
}

function explainHunt(error: AnyHuntError, attributeOf: AttributeOf): Explanation {
  const detail = (remedy: string) =>
    [toOneLine(error.message), remedy, explainUncertainty(error)].filter(Boolean).join("\n\n");
  switch (error.code) {
    case "HUNT_INPUT":
      return explainInput(error, attributeOf);
    case "HUNT_GUARD":
      return { summary: "The request might change other objects", detail: toOneLine(error.reason) };
    case "HUNT_AUTH":
      return {
        summary: "HUNT did not authorize the request",
        detail: detail(
          "The token was valid at the start of this run, so its user probably does not have permission: only " +
            "admins can manage organizations, locations, policies, device groups, webhooks, users, and the tokens of " +
            "other users. " +
            "If all requests fail, the token was revoked or has expired: create a new token in HUNT's console, " +
            "and set it as token or HUNT_TOKEN.",
        ),
      };
    case "HUNT_FORBIDDEN":
      return {
        summary: "HUNT denied the request",
        detail: detail(
          "The token is valid, but its user does not have permission. Use the token of an admin.",
        ),
      };
    case "HUNT_NOT_FOUND":
      return {
        summary: "The object does not exist",
        detail: detail(
          "The object may have been deleted outside Terraform. Run the plan again to re-create it.",
        ),
      };
    case "HUNT_UNSUPPORTED":
      return {
        summary: "This HUNT instance does not support the request",
        detail: detail(
          "HUNT's models and actions differ between instances and versions. The /explorer page of the " +
            "instance lists those that it supports.",
        ),
      };
    case "HUNT_VALIDATION":
      return explainValidation(error, attributeOf);
    case "HUNT_RATE_LIMIT":
      return {
        summary: "HUNT limited the request rate",
        detail: detail(
          "Lower max_concurrency or raise max_retries in the provider's configuration, and try again.",
        ),
      };
    case "HUNT_SERVER":
    case "HUNT_TASK":
    case "HUNT_PUSH":
    case "HUNT_UPLOAD":
      return {
        summary: "HUNT failed to process the request",
        detail: detail(
          "Try again later. If the error persists, check the values: HUNT returns this error for some invalid values.",
        ),
      };
    case "HUNT_CLOSED":
      return {
        summary: "The connection to HUNT was closed",
        detail: detail("The provider was stopped before HUNT responded. Run the operation again."),
      };
    case "HUNT_CONNECTION":
    case "HUNT_TIMEOUT":
      return {
        summary: "Could not reach HUNT",
        detail: detail(
          "Check instance (or HUNT_INSTANCE), the network, and HTTPS_PROXY if there is a proxy.",
        ),
      };
    case "HUNT_PROTOCOL":
      return {
        summary: "Invalid response from HUNT",
        detail: detail(
          "Check instance (or HUNT_INSTANCE). A proxy or a login page may have responded instead of HUNT.",
        ),
      };
  }
}

/**
 * Returns HUNT's message without values. LoopBack 3 appends the invalid value to its messages, which may be a
 * secret.
 */
function toOneLine(message: string): string {
  return escapeToSingleLine(message.replace(/\(value: .*/s, "(its value is not shown)"), 2_000);
}

/** Returns a hint for a write whose response was lost, because it must not be retried without a check. */
function explainUncertainty(error: AnyHuntError): string {
  if (error.method === undefined || error.method === "GET" || !mayHaveExecuted(error)) return "";
  return (
    "HUNT may have executed the request. Check HUNT before you apply again. You can import an object " +
    "that was created."
  );
}

/** Explains an invalid input. The core's messages begin with the name of the input. */
function explainInput(
  { input, property = input, message }: HuntInputError,
  attributeOf: AttributeOf,
): Explanation {
  const prefix = `${input}: `;
  const sentence = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const isAttribute = /^[a-z][A-Za-z0-9]*$/.test(property);
  const name = isAttribute ? (attributeOf(property) ?? toSnakeCase(property)) : property;
  return {
    summary: `Invalid ${name}`,
    detail: escapeToSingleLine(capitalize(sentence), 2_000),
    ...(isAttribute && { path: [name] }),
  };
}

/**
 * Explains invalid values. LoopBack 3 reports them by property: `details: {messages: {name: ["can't be
 * blank"]}}`.
 */
function explainValidation(error: HuntValidationError, attributeOf: AttributeOf): Explanation {
  const { messages } = (error.details ?? {}) as { messages?: unknown };
  const found =
    typeof messages === "object" && messages !== null
      ? Object.entries(messages as Record<string, unknown>)
      : [];
  const problems = found.map(([property, messagesOfProperty]) => ({
    attribute: attributeOf(property) ?? toSnakeCase(property),
    problem: [messagesOfProperty]
      .flat()
      .map((text) => toOneLine(String(text)))
      .join(", "),
  }));
  const sentences = problems.map(({ attribute, problem }) => `${attribute}: ${endSentence(problem)}`);
  return {
    summary: "HUNT rejected the values",
    detail: sentences.length > 0 ? sentences.join("\n") : toOneLine(error.message),
    ...(problems.length === 1 && { path: [problems[0]!.attribute] }),
  };
}

/** Returns a string with a capital first letter, except if it begins with a name: of an argument, a field, or a URL. */
function capitalize(text: string): string {
  const [first = ""] = text.split(" ");
  const isName = !/^[a-z]+,?$/.test(first) || /^(where|order|include)$/.test(first);
  return isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns a string with a final period, unless it ends with other punctuation. */
function endSentence(text: string): string {
  return text.replace(/[^.!?]$/, "$&.");
}
