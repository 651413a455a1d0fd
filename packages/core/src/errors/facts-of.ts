import type { HuntError, RequestFacts } from "./hunt-error.js";

/** What an error knows of its request, for another error that can say more. */
export function getRequestFacts({
  method,
  path,
  status,
  loopbackCode,
  details,
  attempts,
  mayHaveExecutedBefore,
}: HuntError): RequestFacts {
  const facts = { method, path, status, loopbackCode, details, attempts, mayHaveExecutedBefore };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
