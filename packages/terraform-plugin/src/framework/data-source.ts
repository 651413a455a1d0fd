import type { Attributes, Config, Settings, State } from "./attribute.js";
import type { Context, ValidateContext } from "./context.js";

/** A data source: something to look up. */
export interface DataSource<Client, A extends Attributes = Attributes> {
  /** The full type name: `notes_note`. */
  name: string;
  /** Markdown. */
  description: string;
  attributes: A;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Looks it up. What the configuration says must be given back as it is. @throws where it is not found, in words that say what was looked for */
  read(config: Settings<A>, context: Omit<Context<Client>, "private">): Promise<State<A>>;
}

/** Gives the data source as it is; only the types of its handlers are inferred from its attributes. */
export function defineDataSource<Client, A extends Attributes>(
  dataSource: DataSource<Client, A>,
): DataSource<Client, A> {
  return dataSource;
}
