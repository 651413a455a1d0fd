/**
 * Minimum number of consecutive characters of a secret to redact. The rest of a token is far too long to
 * guess.
 */
const minFragmentLength = 16;

/**
 * Matches an escape sequence such as `\u200b` or `\u{e0001}`, which might be between two characters of a
 * secret.
 */
const escapeSequence = /\\u(?:[0-9a-f]{4}|\{[0-9a-f]+\})/gi;

/** Half of a fragment: each fragment contains a part of this length at a multiple of it. */
const seedLength = minFragmentLength / 2;

/** Shorter secrets are redacted only as a whole, because their fragments could be ordinary words. */
const minSecretLength = 32;

/**
 * Creates a function that redacts fragments of secrets: 16 or more consecutive letters and digits of a
 * secret, forward or backward, in any case, and with other characters in between, such as line breaks or
 * spaces. It finds a secret that was truncated, reversed, or split, including by escape sequences. It does
 * not find shorter fragments, or characters in another order.
 *
 * @param secrets each with its replacement. Secrets of fewer than 32 characters are ignored.
 */
export function createFragmentRedactor(
  secrets: readonly (readonly [secret: string, replacement: string])[],
): (text: string) => string {
  const fragments = new Map(
    secrets
      .filter(([secret]) => secret.length >= minSecretLength)
      .flatMap(([secret, replacement]) => listFragments(secret).map((each) => [each, replacement] as const)),
  );
  if (fragments.size === 0) return (text) => text;
  const seeds = new Set(
    [...fragments.keys()].flatMap((each) => [each.slice(0, seedLength), each.slice(seedLength)]),
  );
  // The original text is first, because an apparent escape sequence might be the start of a fragment.
  return (text) => {
    const redacted = redactVisible(text, text);
    return redactVisible(redacted, hideEscapes(redacted));
  };

  /** Redacts `text`, but searches only `visible`, which has the same length. */
  function redactVisible(text: string, visible: string): string {
    if (!mayContain(visible, seeds)) return text;
    const places = [...visible.matchAll(/[a-z0-9]/gi)].map(({ index }) => index);
    const plain = places.map((place) => text[place]!.toLowerCase()).join("");
    const findAt = (at: number): string | undefined => fragments.get(plain.slice(at, at + minFragmentLength));
    let redacted = "";
    let copiedUntil = 0;
    for (let at = 0; at < plain.length; at++) {
      const replacement = findAt(at);
      if (replacement === undefined) continue;
      redacted += text.slice(copiedUntil, places[at]) + replacement;
      while (findAt(at + 1) !== undefined) at++;
      at += minFragmentLength - 1;
      copiedUntil = places[at]! + 1;
    }
    return redacted + text.slice(copiedUntil);
  }
}

function hideEscapes(text: string): string {
  return text.replace(escapeSequence, (sequence) => "-".repeat(sequence.length));
}

/** Excludes most text quickly, because long lists are also redacted. */
function mayContain(text: string, seeds: ReadonlySet<string>): boolean {
  const plain = text.replace(/[^a-z0-9]+/gi, "").toLowerCase();
  for (let at = 0; at + seedLength <= plain.length; at += seedLength)
    if (seeds.has(plain.slice(at, at + seedLength))) return true;
  return false;
}

function listFragments(secret: string): string[] {
  const plain = secret.toLowerCase().replace(/[^a-z0-9]/g, "");
  const reversed = Array.from(plain).toReversed().join("");
  const starts = Array.from({ length: plain.length - minFragmentLength + 1 }, (_, at) => at);
  return [plain, reversed].flatMap((text) => starts.map((at) => text.slice(at, at + minFragmentLength)));
}
