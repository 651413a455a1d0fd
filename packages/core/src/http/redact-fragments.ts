/**
 * Number of characters of a secret that are redacted wherever they occur. The rest of a token is far too much
 * to guess.
 */
export const minFragmentLength = 16;

/**
 * Matches an escape sequence such as `\u200b` or `\u{e0001}`, which may be between two characters of a
 * secret.
 */
const escapeSequence = /\\u(?:[0-9a-f]{4}|\{[0-9a-f]+\})/gi;

/** Half of a fragment: each fragment contains a part of this length at a multiple of it. */
const seedLength = minFragmentLength / 2;

/** Secrets of fewer characters are redacted only as a whole, because their fragments could be ordinary words. */
const minSecretLength = 32;

/**
 * Creates a function that redacts fragments of secrets: at least 16 letters and digits in a row of a secret,
 * forward or backward, in any case, also with other characters in between, such as line breaks or spaces. It
 * finds a secret that was cut, reversed, or split, also by escape sequences. Shorter fragments, and other
 * orders of characters, are not found.
 *
 * @param secrets each with its replacement. Those of fewer than 32 characters are ignored.
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
  // As is first, because what looks like an escape sequence might be the begin of a fragment.
  return (text) => {
    const redacted = redactVisible(text, text);
    return redactVisible(redacted, hideEscapes(redacted));
  };

  /** Redacts `text`. Only `visible` is searched, which has the same length. */
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

/** Rules out most text quickly: long lists are printed too. */
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
