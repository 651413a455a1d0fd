import { type Repository, requireShape } from "../clients.js";
import { Authors, getApp, isByInsider } from "./authors.js";
import type { Octokit } from "./octokit.js";

/** A comment that the action wrote. */
export interface OwnComment {
  readonly id: number;
  readonly url: string;
}

/** The comments of one issue or pull request. All methods throw the errors of GitHub's client. */
export class Comments {
  readonly #octokit: Octokit;
  readonly #repository: Repository;
  readonly #number: number;
  readonly #authors: Authors;

  constructor(octokit: Octokit, repository: Repository, number: number, authors = new Authors(octokit)) {
    this.#octokit = octokit;
    this.#repository = repository;
    this.#number = number;
    this.#authors = authors;
  }

  /** Lists our comments that start with a hidden mark, oldest first. Comments of outsiders are ignored. */
  async listOwn(hidden: string): Promise<OwnComment[]> {
    const comments = await this.#octokit.paginate(
      "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      {
        ...this.#repository,
        issue_number: this.#number,
        per_page: 100,
      },
    );
    requireShape(comments.every(isComment), "the list of comments");
    const marked = comments.filter((comment) => isByInsider(comment) && comment.body?.startsWith(hidden));
    const own = await Promise.all(marked.map((comment) => this.#authors.isOwn(getApp(comment))));
    return marked.filter((_, index) => own[index]).map(toOwnComment);
  }

  async create(body: string): Promise<OwnComment> {
    const { data } = await this.#octokit.request(
      "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
      { ...this.#repository, issue_number: this.#number, body },
    );
    requireShape(isComment(data), "the new comment");
    return toOwnComment(data);
  }

  async change({ id }: OwnComment, body: string): Promise<void> {
    await this.#octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...this.#repository,
      comment_id: id,
      body,
    });
  }

  /** Deletes a comment, unless another run has already deleted it. */
  async remove({ id }: OwnComment): Promise<void> {
    try {
      await this.#octokit.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        ...this.#repository,
        comment_id: id,
      });
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
    }
  }
}

function isComment<T extends object>(row: T): row is T & { id: number } {
  return typeof row === "object" && row !== null && typeof (row as { id?: unknown }).id === "number";
}

function toOwnComment({ id, html_url: url }: { id: number; html_url: string }): OwnComment {
  return { id, url };
}
