import type { Row } from "../data/definition.js";
import type { ModelMethod } from "../remoting/shared-class.js";
import type { Store } from "../data/store.js";
import { REQUIRED_WHERE } from "./arguments.js";
import { matching } from "../query/records.js";

/** A method that does something with all records of a model that meet a condition, and answers how many there were. */
export function forMatching(
  model: string,
  name: string,
  summary: string,
  act: (store: Store, rows: readonly Row[]) => void,
): ModelMethod {
  return {
    name,
    verb: "POST",
    path: `/${name}`,
    summary,
    accepts: [REQUIRED_WHERE],
    returns: "object",
    answers: { count: "number" },
    invoke: ({ store }, { where }) => {
      const rows = matching(store, model, where);
      act(store, rows);
      return { count: rows.length };
    },
  };
}
