import { afterEach } from "vitest";
import { sodium } from "../../src/github/secrets/vaults.js";
import { type GitHub, type GitHubOptions, startGitHub, type TokenName } from "../../src/index.js";

/** Body of a response. The tests know its type. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Body = any;

/** A complete response. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or null if there is none. */
  readonly body: Body;
}

/** Calls the API with one of its tokens. `route` contains the method and the path. */
export type Call = (route: string, body?: unknown, token?: TokenName) => Promise<Answer>;

const running: GitHub[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** Starts a fake GitHub that is stopped after the test. */
export async function start(options?: GitHubOptions): Promise<GitHub & { call: Call }> {
  const github = await startGitHub(options);
  running.push(github);
  const call: Call = (route, body, token = "workflow") =>
    send(github.url, route, body, `Bearer ${github.tokens[token]}`);
  return { ...github, call };
}

/** Sends one request. A string is sent unchanged, any other body as JSON. */
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

/** Encrypts a value for a public key as in GitHub's documentation: libsodium's sealed box, in base64. */
export function sealFor(key: string, value: string): string {
  const { ORIGINAL } = sodium.base64_variants;
  return sodium.to_base64(sodium.crypto_box_seal(value, sodium.from_base64(key, ORIGINAL)), ORIGINAL);
}
