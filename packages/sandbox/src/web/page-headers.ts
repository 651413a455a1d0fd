import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

type ContentSecurityPolicy = NonNullable<
  NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"]
>;

/**
 * The headers that keep a page to itself: framed by nobody, opened by nobody, telling no other page where one came from.
 *
 * @param contentSecurityPolicy what the page may load
 */
export function pageHeaders(contentSecurityPolicy: ContentSecurityPolicy): MiddlewareHandler {
  // Strict-Transport-Security would hold for everything else on this machine's localhost as well.
  return secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false, xFrameOptions: "DENY" });
}
