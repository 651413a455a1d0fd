import { parseInstance } from "@huntkit/core";
import { markdown, toMarkdown, toMarkdownCode, type MarkdownText } from "@huntkit/core/escape";
import { formatAlertSection, type AlertSection } from "@huntkit/toolkit/reports/markdown";
import { connectToGitHub, getRepository, type Repository } from "../clients.js";
import { Comments, type OwnComment } from "../github/comments.js";
import { explainGitHubFailure, isDenied } from "../github/explain-failure.js";
import { formatRunLink } from "../github/run-link.js";
import { getPullRequestNumber, readEvent } from "../inputs/event.js";
import { commentPermission } from "../inputs/gate-inputs.js";
import type { Inputs } from "../inputs/inputs.js";
import { createDigest } from "../issue/marked-text.js";
import { redactTokens } from "../report/hidden-tokens.js";
import { logInfo, report, reportFailure } from "../report/runner-output.js";

/** Where to comment. */
interface CommentPlace {
  readonly repository: Repository;
  readonly pullRequest: number;
  /** Token of GitHub. */
  readonly token: string;
  /** Name of the instance. */
  readonly instance: string;
  /** Distinguishes the gates of a pull request, so each has its own comment. */
  readonly id: string;
}

/** Updates the comment about the alerts. */
export type UpdateComment = (section: AlertSection) => Promise<void>;

/**
 * Returns the function that updates the comment; undefined if the run is not for a pull request.
 *
 * @throws {HuntInputError} if the runner does not name the repository
 */
export function prepareComment(inputs: Inputs, env: NodeJS.ProcessEnv): UpdateComment | undefined {
  const { githubToken: token = "", targetGroup, hostname, scan } = inputs;
  const repository = getRepository(env);
  const pullRequest = getPullRequestNumber(readEvent(env));
  if (pullRequest === null) {
    logInfo("The run is not for a pull request, so it does not comment.");
    return undefined;
  }
  const { name: instance } = parseInstance(inputs.instance);
  const id = createDigest([instance, targetGroup, hostname, scan]);
  const place: CommentPlace = { repository, pullRequest, token, instance, id };
  return (section) => keepComment(place, section, env);
}

const title = "Could not update the comment on the pull request";

/**
 * Updates the comment about the alerts, or creates it if there are alerts. If GitHub does not allow it, the step
 * fails, because each run would have the same result. Any other error becomes a warning.
 */
async function keepComment(
  place: CommentPlace,
  section: AlertSection,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { repository, pullRequest, token } = place;
  try {
    const comments = new Comments(await connectToGitHub(token, env), repository, pullRequest);
    const { comment, outcome } = await writeComment(comments, place.id, formatComment(place, section, env));
    if (comment) logInfo(`The comment ${comment.url} was ${outcome}.`);
  } catch (error) {
    const message = explainGitHubFailure(error, commentPermission);
    if (isDenied(error)) reportFailure({ code: "ACTION_COMMENT_DENIED", title, message, advice: "" }, env);
    else report("warning", message, "ACTION_COMMENT_OUTDATED", title);
  }
}

/** The content of a comment, and whether it is about alerts. Without alerts, only an existing comment is updated. */
interface CommentText {
  readonly text: MarkdownText;
  readonly hasAlerts: boolean;
}

/** GitHub allows 65,536 characters. */
const maxLength = 60_000;

function formatComment(
  { instance }: CommentPlace,
  section: AlertSection,
  env: NodeJS.ProcessEnv,
): CommentText {
  const footer = markdown`${toMarkdown(formatRunLink(env))} updates this comment. Instance: ${toMarkdownCode(instance)}`;
  const text = markdown`${formatAlertSection(section, { maxLength })}${footer}\n`;
  return { text: redactTokens(text), hasAlerts: section.total > 0 };
}

/**
 * Writes the text into the only comment with the ID. If concurrent runs created several, the oldest one is kept.
 *
 * @returns the comment; undefined if none exists and none is needed
 */
export async function writeComment(
  comments: Comments,
  id: string,
  { text, hasAlerts }: CommentText,
): Promise<{ readonly comment?: OwnComment | undefined; readonly outcome: "created" | "updated" }> {
  const hidden = `<!-- huntkit:alerts ${id} -->`;
  const body = `${hidden}\n${text}`;
  const existing = await removeDuplicates(comments, hidden);
  if (existing) {
    await comments.change(existing, body);
    return { comment: existing, outcome: "updated" };
  }
  if (!hasAlerts) return { outcome: "created" };
  const created = await comments.create(body);
  const kept = (await removeDuplicates(comments, hidden)) ?? created;
  if (kept.id !== created.id) await comments.change(kept, body);
  return { comment: kept, outcome: "created" };
}

/** Deletes all of our comments with the mark except the oldest one, which it returns. */
async function removeDuplicates(comments: Comments, hidden: string): Promise<OwnComment | undefined> {
  const [kept, ...surplus] = await comments.listOwn(hidden);
  for (const each of surplus) await comments.remove(each);
  return kept;
}
