/** Where a token may stand in a request. */
export interface Credentials {
  /** The query's `access_token`, if there is one. */
  readonly queryToken: string | undefined;
  /** A header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The token of the signed cookie, if there is one whose signature is right. */
  readonly cookieToken: string | undefined;
}

/**
 * Finds the token of a request in LoopBack 3's order: `?access_token=` beats `X-Access-Token`, which beats `Authorization`,
 * which beats the signed cookie. Of Basic credentials the longer half is the token.
 *
 * @throws {Error} for `Authorization: Bearer ...`: HUNT answers 500 to it, seen on live instances
 */
export function presentedToken({ queryToken, header, cookieToken }: Credentials): string | undefined {
  if (queryToken !== undefined) return queryToken;
  const value = header("x-access-token") ?? header("authorization") ?? cookieToken;
  if (value?.startsWith("Bearer ")) throw new Error("HUNT takes a token as it is, without 'Bearer'.");
  return value !== undefined && /^Basic /i.test(value) ? basicToken(value.slice("Basic ".length)) : value;
}

function basicToken(encoded: string): string {
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  const name = colon === -1 ? decoded : decoded.slice(0, colon);
  const password = colon === -1 ? "" : decoded.slice(colon + 1);
  return password.length > name.length ? password : name;
}
