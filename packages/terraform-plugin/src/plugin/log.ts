import { format } from "node:util";

/** What Terraform tells apart, the least important first. */
const levels = ["trace", "debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof levels)[number];

/** How a line is told from those of other plugins. */
const module = "terraform-provider-hunt";

/**
 * Writes one line to stderr, as go-plugin reads it: JSON with a level of its own, which Terraform then shows at TF_LOG's.
 *
 * @param facts what else to tell; never a secret
 */
export function log(
  level: LogLevel,
  message: string,
  facts: Readonly<Record<string, string | number | boolean>> = {},
): void {
  if (levels.indexOf(level) < wanted) return;
  // Go's parser wants six digits of a second and a zone.
  const timestamp = new Date().toISOString().replace("Z", "000Z");
  process.stderr.write(
    `${JSON.stringify({ "@level": level, "@message": message, "@module": module, "@timestamp": timestamp, ...facts })}\n`,
  );
}

/** Terraform drops what it does not show; not sending it saves the time on both sides. */
const wanted = levelOf(process.env["TF_LOG_PROVIDER"] ?? process.env["TF_LOG"] ?? "");

function levelOf(name: string): number {
  if (name.toLowerCase() === "json") return 0;
  const index = levels.findIndex((level) => level === name.toLowerCase());
  // Unset or off: errors alone, which Terraform shows where the plugin breaks down.
  return index < 0 ? levels.indexOf("error") : index;
}

/** Sends what libraries print with `console` to the log: stdout is the parent's. */
export function redirectConsole(): void {
  const to =
    (level: LogLevel) =>
    (...values: unknown[]) =>
      log(level, format(...values));
  Object.assign(console, {
    trace: to("trace"),
    debug: to("debug"),
    log: to("info"),
    info: to("info"),
    warn: to("warn"),
    error: to("error"),
  });
}
