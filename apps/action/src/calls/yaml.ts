import { HuntInputError } from "@huntkit/core";
import type { ScalarTag } from "yaml";

/** `true`, `false`, `null` and numbers in the form in which JSON itself would write them; all else is text. */
const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/;

const jsonLiteral: ScalarTag = {
  tag: "tag:huntkit,2026:json",
  default: true,
  test: literal,
  resolve: (text) => {
    const value = JSON.parse(text) as unknown;
    return String(value) === text ? value : text;
  },
};

/**
 * A list in JSON or YAML. YAML's own types would turn `2026-03-31`, `0x1F`, `007`, `1.10` and `no` into something else, so
 * that its failsafe schema is used, where all is text, with what JSON tells apart beside it.
 *
 * @throws {HuntInputError} when it is neither, or no list
 */
export async function parseList(text: string): Promise<unknown[]> {
  const list = parseJson(text) ?? (await parseYaml(text));
  if (Array.isArray(list)) return list;
  throw new HuntInputError(
    "requests",
    "list",
    "requests: it must be a list, such as [{id: alerts, request: GET Alerts}].",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text, {
      schema: "failsafe",
      customTags: (tags) => [...tags, jsonLiteral],
      logLevel: "error",
    });
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new HuntInputError("requests", "yaml", `requests: it is neither JSON nor YAML: ${reason}`);
  }
}
