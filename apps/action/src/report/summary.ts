import * as core from "@actions/core";
import type { TokenHealth } from "@huntkit/core";
import type { Environment } from "../environment.js";
import type { Finding } from "./finding.js";
import { code } from "./markdown.js";
import { days, moment, sayUntil } from "./phrases.js";
import { yearBar } from "./year-bar.js";

const signs: Record<Finding["level"], string> = { info: "✅", notice: "❔", warning: "⚠️", error: "❌" };

/** Adds the token's card to the job summary; does nothing where the runner offers none. */
export async function writeSummary(health: TokenHealth, finding: Finding, env: Environment): Promise<void> {
  if (!env["GITHUB_STEP_SUMMARY"]) return;
  await core.summary.addRaw(card(health, finding)).write();
}

/** The card in Markdown: what was found, about which token, and its year as a bar. */
export function card(health: TokenHealth, { level, title, advice }: Finding): string {
  const rows = [
    ["Instance", code(health.instance)],
    ["User", code(health.user ?? "")],
    ["Role", code(health.role ?? "")],
    ["Description", code(health.description ?? "")],
    ["Fingerprint", code(health.fingerprint)],
    ["Created", health.createdAt === null ? "" : moment(health.createdAt)],
    ["Error", health.status === "unreachable" ? code(health.error.message) : ""],
    ["Expires", health.expiresAt === null ? "" : `${sayUntil(health)}, ${daysFromNow(health.daysLeft)}`],
  ].filter(([, value]) => value !== "");
  const [head, ...body] = rows.map(([name, value]) => `| ${name} | ${value} |`);
  const table = [head, "|---|---|", ...body].join("\n");
  const bar = health.createdAt === null ? "" : `\n\`\`\`text\n${yearBar(health.createdAt, health.expiresAt, health.checkedAt)}\n\`\`\`\n`;
  return `### ${signs[level]} ${title}\n\n${table}\n${bar}${advice && `\n${advice}\n`}\n`;
}

function daysFromNow(count: number): string {
  return count < 0 ? `${days(-count)} ago` : `in ${days(count)}`;
}
