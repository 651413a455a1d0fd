import { defaultActionRoutes } from "@huntkit/core";
import type { Diagnostic } from "@huntkit/terraform-plugin";
import { expect } from "vitest";

/** The keys of HUNT_ACTION_ROUTES, and how errors name it. */
const actions = ["actionRoutes", ...Object.keys(defaultActionRoutes)];

/** Names of ours and of others that are written in camelCase, and values of HUNT's API. */
const properNames = new RegExp(
  `\\b(huntkit|windowsLocal|windowsDomain|linuxSudo|${actions.join("|")})\\b`,
  "g",
);

/** Quotes from elsewhere: values, URLs, paths, and HUNT's message for a request. */
const quotes = /"[^"]*"|`[^`]*`|https?:\S+|\/\S+|\b(GET|POST|PUT|PATCH|DELETE) \S+: .*/g;

/** Escaped characters in values of HUNT, such as `\n`. */
const escapes = /\\(u[0-9a-f]{4}|[a-z])/g;

/** Returns how a diagnostic differs from the form that all diagnostics of the provider have. */
export function findFormProblems({ summary, detail }: Pick<Diagnostic, "summary" | "detail">): string[] {
  const [code, ...paragraphs] = detail.split("\n\n").toReversed();
  const hasCode = /^Error code: [A-Z_]+$/.test(code!);
  const sentences = (hasCode ? paragraphs : detail.split("\n\n")).join(" ");
  const own = `${summary}\n${sentences}`.replace(quotes, "").replace(escapes, " ").replace(properNames, "");
  return [
    /^[A-Z]|^hunt_/.test(summary) ? "" : "The summary does not begin with a capital letter.",
    /[.:]$/.test(summary) ? "The summary ends with a period." : "",
    // A name begins as the user writes it: of an argument, a field of a header, or a file.
    /^([A-Z0-9"`/]|(?!it |this |the )[a-z][\w.$[\]]*(:| must | is ))/.test(sentences)
      ? ""
      : "The detail does not begin with a capital letter or a name.",
    /[^.][.?]$/.test(sentences) ? "" : "The detail does not end with one period.",
    /[.?!)]\.(?!\.)(?=\s|$)/.test(sentences.replace(/\([^)]*\)\./g, ""))
      ? "The detail has a doubled period."
      : "",
    /\([A-Z]+_[A-Z_]+\)/.test(sentences) ? "The detail has an error code in its text." : "",
    /\b[a-z]+[a-z0-9]*[A-Z]\w*/.test(own) ? "The text has a name in camelCase." : "",
    /LoopBack/.test(own) ? "The text has the name of a library." : "",
  ].filter((problem) => problem !== "");
}

/** Fails if a diagnostic does not have the form that all diagnostics of the provider have. */
export function expectForm(diagnostics: readonly Pick<Diagnostic, "summary" | "detail">[]): void {
  for (const { summary, detail } of diagnostics)
    expect({ summary, detail, problems: findFormProblems({ summary, detail }) }).toEqual({
      summary,
      detail,
      problems: [],
    });
}
