import {
  isHuntError,
  mayHaveExecuted,
  escapeToSingleLine,
  type AnyHuntError,
  type HuntInputError,
  type HuntValidationError,
} from "@huntkit/core";
import type { Explanation } from "@huntkit/terraform-plugin";
import { toSnakeCase } from "./model/names.js";

/** Puts whatever went wrong into words: what HUNT or the network did, and what to do about it. Never a token. */
export function explain(error: unknown): Explanation {
  const explanation = isHuntError(error) ? explainHunt(error) : explainUnexpected(error);
  return { ...explanation, summary: maskTokens(explanation.summary), detail: maskTokens(explanation.detail) };
}

/** 64 letters and digits are a token, unless they are a SHA-256 in hex. */
function maskTokens(text: string): string {
  return text.replace(/[A-Za-z0-9]{64,}/g, (run) => (/^[0-9a-f]{64}$/.test(run) ? run : "hunt_****"));
}

function explainUnexpected(error: unknown): Explanation {
  return {
    summary: "The provider failed",
    detail: `${escapeToSingleLine(error instanceof Error ? error.message : String(error)).replace(/[^.!?]$/, "$&.")} This is a fault of the provider's: please report it with the steps that led here.`,
  };
}

function explainHunt(error: AnyHuntError): Explanation {
  const detail = (remedy: string) =>
    [toOneLine(error.message), remedy, explainUncertainty(error)].filter(Boolean).join("\n\n");
  switch (error.code) {
    case "HUNT_INPUT":
      return explainInput(error);
    case "HUNT_AUTH":
      return {
        summary: "HUNT refuses this token",
        detail: detail(
          "HUNT says the same of a token that it does not know and of one whose user may not do this. If other things work with this token, its user may not: organizations, locations, webhooks and users are for admins. Otherwise make a new token in HUNT's console and set it as token or HUNT_TOKEN.",
        ),
      };
    case "HUNT_FORBIDDEN":
      return {
        summary: "HUNT forbids this",
        detail: detail("The token works, but its user may not do this. Use the token of an admin."),
      };
    case "HUNT_NOT_FOUND":
      return {
        summary: "HUNT has no such thing",
        detail: detail(
          "Where it is an object, it was deleted meanwhile: run the plan again, and it will be made anew. Where it is a route, this instance's version does not offer it.",
        ),
      };
    case "HUNT_VALIDATION":
      return explainValidation(error);
    case "HUNT_RATE_LIMIT":
      return {
        summary: "HUNT asks for fewer requests",
        detail: detail(
          "Lower max_concurrency or raise max_retries in the provider's configuration, and run it again.",
        ),
      };
    case "HUNT_SERVER":
    case "HUNT_TASK":
    case "HUNT_PUSH":
    case "HUNT_UPLOAD":
      return {
        summary: "HUNT failed to do this",
        detail: detail(
          "Run it again in a while. If it stays so, look whether a value is one that HUNT cannot use: it answers some of those with this error.",
        ),
      };
    case "HUNT_CONNECTION":
    case "HUNT_TIMEOUT":
      return {
        summary: "HUNT could not be reached",
        detail: detail(
          "Check instance (or HUNT_INSTANCE), the network, and HTTPS_PROXY if there is a proxy.",
        ),
      };
    case "HUNT_PROTOCOL":
      return {
        summary: "HUNT's answer cannot be used",
        detail: detail(
          "Check instance (or HUNT_INSTANCE), and what stands between here and HUNT: a proxy or a login page may have answered in its place.",
        ),
      };
  }
}

/**
 * What HUNT said. LoopBack 3 ends its complaints with the value that it does not like, cut where that is long: it may
 * be a secret.
 */
function toOneLine(message: string): string {
  return escapeToSingleLine(message.replace(/\(value: .*/s, "(its value is not shown)"), 2_000);
}

/** A write whose answer was lost must not be made twice without a look. */
function explainUncertainty(error: AnyHuntError): string {
  if (error.method === undefined || error.method === "GET" || !mayHaveExecuted(error)) return "";
  return "HUNT may have done it all the same. Look there before you apply again; what was made can be imported.";
}

/** Core's messages begin with the input's name. */
function explainInput({ input, message }: HuntInputError): Explanation {
  const prefix = `${input}: `;
  const sentence = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const isAttribute = /^[a-z][A-Za-z0-9]*$/.test(input);
  const name = isAttribute ? toSnakeCase(input) : input;
  return {
    summary: `${name} cannot be used`,
    detail: escapeToSingleLine(toSentence(sentence), 2_000),
    ...(isAttribute && { path: [name] }),
  };
}

/** LoopBack 3 says what is wrong with each property: `details: {messages: {name: ["can't be blank"]}}`. */
function explainValidation(error: HuntValidationError): Explanation {
  const { messages } = (error.details ?? {}) as { messages?: unknown };
  const found =
    typeof messages === "object" && messages !== null
      ? Object.entries(messages as Record<string, unknown>)
      : [];
  const complaints = found.map(
    ([property, texts]) =>
      `${toSnakeCase(property)}: ${[texts]
        .flat()
        .map((text) => toOneLine(String(text)))
        .join(", ")}`,
  );
  const path = found.length === 1 ? { path: [toSnakeCase(found[0]![0])] } : {};
  return {
    summary: "HUNT refuses these values",
    detail: complaints.length > 0 ? complaints.join("\n") : toOneLine(error.message),
    ...path,
  };
}

/** Begins with a capital, but for the name of a field: `guid: it is no GUID.` */
function toSentence(text: string): string {
  return /^\w+: /.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
