import { severities, type Rule } from "@huntkit/catalog";
import { HuntProtocolError } from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import { formatRule, parseRule, type RuleFile } from "../rules/rule-file.js";
import { findAuthor, type PlanOptions, SourceCollection } from "../sources/source-collection.js";
import { isSameText, toComparable } from "../sources/changes.js";
import type { Plan, Source } from "../sources/plan.js";
import type { SkipReason } from "../sources/pull.js";
import { type SourceFile, type SourceInput, toSourceFile } from "../sources/source-file.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { isUuid } from "../ids.js";

/** The rules, as `client.rules`. */
export class RuleCollection extends SourceCollection<Rule> {
  protected readonly columns = ["name", "short", "description", "guid", "severity", "active"] as const;
  protected readonly words = ["guid", "severity"] as const;
  protected readonly endings = ["yaml", "yml"] as const;

  /**
   * One as YAML, which `parseRule` reads (the vendor's `Get-ICRule -Export`); where HUNT has no GUID for it,
   * one has to be added.
   *
   * @throws {HuntProtocolError} `wrong-shape` where HUNT does not tell its condition
   */
  async export(ruleId: string, { signal }: CallOptions = {}): Promise<string> {
    const [row, { body }] = await Promise.all([
      this.get(ruleId, { signal }),
      this.latestVersion(ruleId, { signal }),
    ]);
    if (body) return (await this.write(row, body, undefined, signal)).text;
    const path = escapeToSingleLine(`${this.route}/${ruleId}/LatestVersion`);
    throw new HuntProtocolError(
      `GET ${path}: HUNT does not tell the rule's condition, without which it cannot be exported.`,
      { method: "GET", path },
      "wrong-shape",
    );
  }

  /** What a push of these rules would do. */
  diff(sources: readonly SourceInput[], options: PlanOptions = {}): Promise<Plan<Rule>> {
    return this.compare(sources, options);
  }

  protected async read(input: SourceInput): Promise<Source<Rule>> {
    const { name, guid, rule: body, description, short, severity } = await parseRule(input);
    return { guid, name, path: toSourceFile(input).path, row: { name, description, short, severity, body } };
  }

  /** LoopBack's own way: that a POST with an id updates is known of extensions only. */
  protected override replace(ruleId: string, data: Partial<Rule>, options: CallOptions): Promise<Rule> {
    return this.update(ruleId, data, options);
  }

  protected guidOf({ guid }: Rule): string {
    return (guid ?? "").trim().toLowerCase();
  }

  protected identify(guid: string): Partial<Rule> {
    return { guid };
  }

  /** HUNT keeps no date of the file's. */
  protected isOlder(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** A file without these would keep the whole folder from being read. */
  protected override whyNoFile(row: Rule): SkipReason | null {
    if (!row.name?.trim()) return "no-name";
    return isUuid(this.guidOf(row)) ? null : "no-guid";
  }

  protected async write(
    row: Rule,
    body: string,
    file: SourceFile | undefined,
    signal?: AbortSignal,
  ): Promise<{ text: string; folder: string }> {
    const severity = severities.find((each) => each === row.severity?.toLowerCase());
    const told = {
      name: row.name ?? "",
      rule: body,
      description: row.description ?? "",
      short: row.short ?? "",
      ...(severity && { severity }),
    };
    if (!file) return { text: await formatRule({ ...(await this.#made(row, signal)), ...told }), folder: "" };
    // What HUNT does not keep, such as the author, stays as the file has it; so does its layout where nothing
    // differs.
    const current = await parseRule(file);
    const isSame = Object.entries(told).every(([field, value]) =>
      field === "rule"
        ? isSameText(current.rule, value)
        : toComparable(current[field as keyof typeof told]) === toComparable(value),
    );
    return { text: isSame ? file.text : await formatRule({ ...current, ...told }), folder: "" };
  }

  async #made(
    row: Rule,
    signal: AbortSignal | undefined,
  ): Promise<Omit<RuleFile, "name" | "rule" | "description" | "short">> {
    const dayOf = (instant: string | null | undefined) => instant?.slice(0, 10) ?? null;
    const author = (await findAuthor(row, this.send, signal)) ?? "";
    return {
      guid: this.guidOf(row),
      author,
      severity: "medium",
      created: dayOf(row.created),
      updated: dayOf(row.updated),
      action: { alert: true },
    };
  }
}
