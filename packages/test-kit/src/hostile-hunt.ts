import { listen, type Listening } from "@huntkit/sandbox/server";

/** A word that shows where hostile text managed to start a line. */
const mark = "PWNED";

/** Text that breaks out of logs, terminals, tables, and shells. */
const hostileTexts: readonly string[] = [
  `x\n${mark}`,
  `x\r\n${mark}`,
  `x\u2028${mark}`,
  `::error::${mark}`,
  `x\n::error::${mark}`,
  ` ::add-mask::${mark}`,
  `::stop-commands::${mark}`,
  `a ##[error]${mark}`,
  `##vso[task.setvariable variable=x]${mark}`,
  `\u001b]52;c;cm0=\u0007${mark}`,
  `\u001b[2J\u001b[31m${mark}`,
  `\u009b31m${mark}`,
  `a\u0000b\u0008c${mark}`,
  `\u202e\u2066${mark}\u200b\ufeff`,
  `\u{e0041}\u{e007f}\u180e\ufff9${mark}\u3164\uffa0`,
  `$(id) \`id\` '; "${mark}`,
  `| ${mark} | <img src=x> [a](https://evil.example) @octocat`,
  `-->${mark}<!-- huntkit:end -->`,
  `<<EOF\n${mark}\nEOF\n${mark}`,
];

/** Options of `startHostileHunt`. */
export interface HostileHuntOptions {
  /** Address of a HUNT instance, such as a sandbox. */
  readonly target: string;
  /** Decides what is hostile. The same seed decides the same, in whatever order requests arrive. */
  readonly seed: number;
  /** A token that error messages repeat. */
  readonly token: string;
  /** Share of all requests that fail with a hostile error. Default: 0. */
  readonly errorRate?: number;
}

/**
 * Starts a proxy in front of a HUNT instance. It replaces strings and property names in each JSON response
 * with hostile text. The seed decides by the name of a property whether it is hostile, so requests that need
 * an ID or a date still succeed with some seeds.
 */
export function startHostileHunt(options: HostileHuntOptions): Promise<Listening> {
  const { target, seed, token, errorRate = 0 } = options;
  const counts = new Map<string, number>();
  const startRandom = (request: string): (() => number) => {
    const count = (counts.get(request) ?? 0) + 1;
    counts.set(request, count);
    return createRandom(seed ^ hash(`${count} ${request}`));
  };
  const isHostile = (name: string): boolean => {
    // Without valid IDs and dates, most commands end after the first request.
    const rate = /(^id|Id|On|created|ttl)$/.test(name) ? 0.25 : 0.8;
    return createRandom(seed ^ hash(name))() < rate;
  };
  const poison = (data: unknown, random: () => number, name = ""): unknown => {
    if (typeof data === "string") return isHostile(name) ? pick(random) : data;
    if (Array.isArray(data)) return data.map((item) => poison(item, random, name));
    if (typeof data !== "object" || data === null) return data;
    const entries = Object.entries(data).map(([key, value]) => [key, poison(value, random, key)] as const);
    return Object.fromEntries(random() < 0.2 ? [...entries, [pick(random), pick(random)] as const] : entries);
  };
  const fail = (random: () => number): Response => {
    const message = `${pick(random)} ${token} ${pick(random)}`;
    const details = { codes: { [pick(random)]: [pick(random)] }, messages: { [pick(random)]: [message] } };
    const error = { statusCode: 422, name: pick(random), message, code: pick(random), details };
    return Response.json({ error }, { status: [400, 401, 403, 404, 422, 500][Math.floor(random() * 6)]! });
  };
  const fetchHostile = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const random = startRandom(`${request.method} ${pathname}`);
    if (random() < errorRate) return fail(random);
    const headers = new Headers(request.headers);
    for (const name of ["host", "connection", "content-length", "accept-encoding"]) headers.delete(name);
    const body = request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
    const response = await fetch(`${target}${pathname}${search}`, { method: request.method, headers, body });
    const text = await response.text();
    if (!/json/.test(response.headers.get("content-type") ?? ""))
      return new Response(text === "" ? null : text, { status: response.status });
    return Response.json(poison(JSON.parse(text), random), { status: response.status });
  };
  return listen({ fetch: fetchHostile });
}

function pick(random: () => number): string {
  return hostileTexts[Math.floor(random() * hostileTexts.length)]!;
}

/** Returns the same number of 32 bits for the same text (FNV-1a). */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const character of text) mixed = Math.imul(mixed ^ character.codePointAt(0)!, 0x01000193);
  return mixed >>> 0;
}

const lineBreakout = "a line that hostile text begins";

/** What the output of a program must not contain. */
const breakouts: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an escape sequence or a control character", /[^\P{Cc}\n\t]/u],
  [
    "an invisible character",
    /[\u2028-\u202e\u2060-\u206f\u180e\u200b\ufeff\ufff9-\ufffb\u3164\uffa0\u{e0000}-\u{e007f}]/u,
  ],
  [lineBreakout, new RegExp(`^\\s*${mark}`, "m")],
  ["a command of GitHub's runner", new RegExp(`^\\s*::(error|add-mask|stop-commands)::${mark}`, "m")],
  ["a command of a CI system", /##\w*\[/],
];

/**
 * Returns the effects of hostile text on the output of a program. Empty if the text was only displayed.
 *
 * @param isDiff whether the output can contain lines of a body
 */
export function findBreakouts(output: string, isDiff = false): string[] {
  const forbidden = isDiff ? breakouts.filter(([what]) => what !== lineBreakout) : breakouts;
  return forbidden.flatMap(([what, pattern]) => {
    const found = pattern.exec(output);
    if (!found) return [];
    const around = output.slice(Math.max(0, found.index - 60), found.index + 60);
    return [`${what}: ${JSON.stringify(around)}`];
  });
}

/** Creates a generator of numbers from 0 up to 1 (mulberry32). The same seed returns the same numbers. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
