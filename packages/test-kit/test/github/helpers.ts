import { afterEach } from "vitest";
import { sodium } from "../../src/github/secrets/vaults.js";
import { type GitHub, type GitHubOptions, startGitHub, type TokenName } from "../../src/index.js";

/** The body of an answer, whose form the tests know. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Body = any;

/** An answer that was read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Read as JSON; null when there is none. */
  readonly body: Body;
}

/** Calls the API with one of its tokens; `method` and path in one text. */
export type Call = (route: string, body?: unknown, token?: TokenName) => Promise<Answer>;

const running: GitHub[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** Starts a stand-in that stops when the test ends. */
export async function start(options?: GitHubOptions): Promise<GitHub & { call: Call }> {
  const github = await startGitHub(options);
  running.push(github);
  const call: Call = (route, body, token = "workflow") =>
    send(github.url, route, body, `Bearer ${github.tokens[token]}`);
  return { ...github, call };
}

/** Sends one request. A text goes out as it is, anything else as JSON. */
export async function send(
  url: string,
  route: string,
  body?: unknown,
  authorization?: string,
): Promise<Answer> {
  const [method = "GET", path = "/"] = route.split(" ");
  const response = await fetch(url + path, {
    method,
    headers: authorization === undefined ? {} : { authorization },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** Seals a value for a public key as GitHub's documentation does: libsodium's sealed box, in base64. */
export function sealFor(key: string, value: string): string {
  const { ORIGINAL } = sodium.base64_variants;
  return sodium.to_base64(sodium.crypto_box_seal(value, sodium.from_base64(key, ORIGINAL)), ORIGINAL);
}
