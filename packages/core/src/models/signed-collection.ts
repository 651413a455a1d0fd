import { models as catalog } from "@huntkit/catalog";
import { requireArgument } from "../errors/require-argument.js";
import { Collection } from "../collection.js";
import { HuntAuthError, HuntForbiddenError } from "../errors/request-errors.js";
import type { ListOptions } from "../paging/listing.js";
import type { Row } from "../paging/page.js";
import type { Filter } from "../query/filter.js";
import { getUserDisplayName } from "./get-field.js";
import { CatalogModel } from "./model.js";
import { Related } from "./related.js";

const users = new CatalogModel(catalog.users);

/** A row with the name of its user; null if HUNT does not return it. */
export type Signed<T> = T & { userName: string | null };

/** The records of a model with a user in each row: comments and the audit log. */
export class SignedCollection<T extends Row & { userId?: string | null | undefined }> extends Collection<T> {
  /**
   * Returns rows like `list`, with the name of the user of each row. HUNT might return users only to admins.
   * The names are null then.
   *
   * @throws {HuntInputError} as `list` does, before anything is sent
   */
  withUsers(filter: Filter<T> = {}, options: ListOptions = {}): AsyncGenerator<Signed<T>> {
    const { fields, ...others } = requireArgument("filter", filter, "object");
    const wanted = fields && ([...fields, "userId"] as typeof fields);
    return this.#addUsers(
      this.list({ ...others, ...(wanted && { fields: wanted }) }, options).pages(),
      options,
    );
  }

  async *#addUsers(pages: AsyncIterable<T[]>, { signal }: ListOptions): AsyncGenerator<Signed<T>> {
    const authors = new Related(new Collection(this.send, users), "id");
    let isAllowed = true;
    for await (const rows of pages) {
      if (isAllowed)
        isAllowed = await authors
          .load(
            rows.map(({ userId }) => userId),
            { signal },
          )
          .then(() => true, returnFalseIfDenied);
      for (const row of rows) {
        const [author] = authors.getRows(row.userId);
        yield { ...row, userName: author ? getUserDisplayName(author) : null };
      }
    }
  }
}

/**
 * LoopBack returns 401 if a valid token does not allow a request. The rows themselves were already received.
 */
function returnFalseIfDenied(error: unknown): false {
  if (error instanceof HuntAuthError || error instanceof HuntForbiddenError) return false;
  throw error;
}
