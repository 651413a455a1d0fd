import { signedIn, type Outcome } from "./hunt.js";
import type { AtHunt } from "./at-hunt.js";

/** Runs `hunt` as in a terminal, without colors. A time zone other than UTC requires a separate process. */
export function inTerminal(
  { sandbox, hunt }: AtHunt,
  args: readonly string[],
  {
    width = 120,
    zone = "UTC",
    ...more
  }: { readonly width?: number; readonly zone?: string; readonly [variable: string]: unknown } = {},
): Promise<Outcome> {
  const env = {
    ...signedIn(sandbox().url, sandbox().tokens.admin),
    HUNT_FORCE_TTY: String(width),
    TZ: zone,
    NO_COLOR: "1",
    ...(more as Record<string, string>),
  };
  return hunt(args, { env, asProcess: zone !== "UTC" });
}
