import type { Octokit } from "./octokit.js";

/** The author of an issue or a comment, as GitHub returns it. */
export interface Written {
  readonly user: { readonly login?: string; readonly type?: string | undefined } | null;
  readonly author_association?: string | undefined;
}

/** Login of the app that every GITHUB_TOKEN belongs to. */
const actionsApp = "github-actions[bot]";

/** Associations of people who are allowed to label issues. */
const insiders = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/**
 * Returns whether an insider or an app wrote an issue or a comment. An outsider may copy the mark of another issue. A
 * label proves nothing, because an issue form of the repository can add labels to issues of outsiders.
 */
export function isByInsider({ user, author_association }: Written): boolean {
  return user?.type === "Bot" || insiders.has(author_association ?? "");
}

/** Returns the login of the app that wrote an issue or a comment; null if a person did. */
export function getApp({ user }: Written): string | null {
  return user?.type === "Bot" ? (user.login ?? "") : null;
}

/** Distinguishes what our own app wrote from what others wrote. */
export class Authors {
  readonly #octokit: Octokit;
  #viewer: Promise<string> | undefined;

  constructor(octokit: Octokit) {
    this.#octokit = octokit;
  }

  /**
   * Returns whether the author is a person, or the app that the token belongs to. Another app may copy text of
   * outsiders, including the mark. What a GITHUB_TOKEN wrote counts too: a workflow may use it before an App's token.
   *
   * @param app see {@link getApp}
   */
  async isOwn(app: string | null): Promise<boolean> {
    return app === null || app === actionsApp || app === (await this.#readLogin());
  }

  /**
   * Returns the login of the token's owner; empty if GitHub does not return it. Uses GraphQL, because the REST API
   * does not return it to an app.
   */
  async #readLogin(): Promise<string> {
    this.#viewer ??= this.#octokit
      .graphql<{ viewer?: { login?: string } }>("query { viewer { login } }")
      .then(
        ({ viewer }) => viewer?.login ?? "",
        () => "",
      );
    return this.#viewer;
  }
}
