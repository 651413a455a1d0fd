import { severities, type Rule } from "@huntkit/catalog";
import { HuntProtocolError } from "../errors/request-errors.js";
import { callKeys, type CallOptions } from "../http/request.js";
import { formatRule, parseRule, type RuleFile } from "../rules/rule-file.js";
import { findAuthor, type PlanOptions, SourceCollection } from "../sources/source-collection.js";
import { isSameText, toComparable } from "../sources/changes.js";
import type { Plan, Source } from "../sources/plan.js";
import type { SkipReason } from "../sources/pull.js";
import { type SourceFile, type SourceInput, toSourceFile } from "../sources/source-file.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { isUuid } from "../ids.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** The records of `client.rules`. */
export class RuleCollection extends SourceCollection<Rule> {
  protected readonly columns = ["name", "short", "description", "guid", "severity", "active"] as const;
  protected readonly words = ["guid", "severity"] as const;
  protected readonly endings = ["yaml", "yml"] as const;

  /**
   * Returns a rule as YAML, which {@link parseRule} reads (the vendor's `Get-ICRule -Export`). If HUNT has no
   * GUID for the rule, add one before you push it.
   *
   * @throws {HuntProtocolError} `wrong-shape` if HUNT does not return the condition of the rule
   */
  async export(ruleId: string, options: CallOptions = {}): Promise<string> {
    const { signal } = requireKnownKeys(options, callKeys);
    const [row, { body }] = await Promise.all([
      this.get(ruleId, { signal }),
      this.latestVersion(ruleId, { signal }),
    ]);
    if (body) return (await this.write(row, body, undefined, signal)).text;
    const path = escapeToSingleLine(`${this.route}/${ruleId}/LatestVersion`);
    throw new HuntProtocolError(
      `GET ${path}: HUNT did not return the condition of the rule, so it cannot be exported.`,
      { method: "GET", path },
      "wrong-shape",
    );
  }

  /** Returns the changes that a push of these rules would make. */
  diff(sources: readonly SourceInput[], options: PlanOptions = {}): Promise<Plan<Rule>> {
    return this.compare(sources, options);
  }

  protected async read(input: SourceInput): Promise<Source<Rule>> {
    const { name, guid, rule: body, description, short, severity } = await parseRule(input);
    return { guid, name, path: toSourceFile(input).path, row: { name, description, short, severity, body } };
  }

  /** Uses LoopBack's own update. A POST with an ID is known to update only extensions. */
  protected override replace(ruleId: string, data: Partial<Rule>, options: CallOptions): Promise<Rule> {
    return this.update(ruleId, data, options);
  }

  protected guidOf({ guid }: Rule): string {
    return (guid ?? "").trim().toLowerCase();
  }

  protected identify(guid: string): Partial<Rule> {
    return { guid };
  }

  /** HUNT does not store the dates of a file. */
  protected isOlder(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** A file without these would make the complete directory invalid. */
  protected override whyNoFile(row: Rule): SkipReason | null {
    if (!row.name?.trim()) return "no-name";
    return isUuid(this.guidOf(row)) ? null : "no-guid";
  }

  protected async write(
    row: Rule,
    body: string,
    file: SourceFile | undefined,
    signal?: AbortSignal,
  ): Promise<{ text: string; directory: string }> {
    const severity = severities.find((each) => each === row.severity?.toLowerCase());
    const remote = {
      name: row.name ?? "",
      rule: body,
      description: row.description ?? "",
      short: row.short ?? "",
      ...(severity && { severity }),
    };
    if (!file)
      return { text: await formatRule({ ...(await this.#toFields(row, signal)), ...remote }), directory: "" };
    // Keeps what HUNT does not store, such as the author, and the layout of the file if nothing differs.
    const current = await parseRule(file);
    const isSame = Object.entries(remote).every(([field, value]) =>
      field === "rule"
        ? isSameText(current.rule, value)
        : toComparable(current[field as keyof typeof remote]) === toComparable(value),
    );
    return { text: isSame ? file.text : await formatRule({ ...current, ...remote }), directory: "" };
  }

  async #toFields(
    row: Rule,
    signal: AbortSignal | undefined,
  ): Promise<Omit<RuleFile, "name" | "rule" | "description" | "short">> {
    const toDay = (instant: string | null | undefined) => instant?.slice(0, 10) ?? null;
    const author = (await findAuthor(row, this.send, signal)) ?? "";
    return {
      guid: this.guidOf(row),
      author,
      severity: "medium",
      created: toDay(row.created),
      updated: toDay(row.updated),
      action: { alert: true },
    };
  }
}
