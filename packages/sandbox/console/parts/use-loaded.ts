import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { now } from "../api/clock.js";
import { onComeBack } from "./come-back.js";
import { explain, type Problem, SESSION_OVER, useSession } from "../session.js";

/** What a screen knows of its data. */
export type Loaded<Data> =
  | { readonly state: "loading" }
  /** `now` is HUNT's time when the data came: every date on a screen is seen from there. */
  | { readonly state: "loaded"; readonly data: Data; readonly now: number }
  | { readonly state: "problem"; readonly problem: Problem };

/**
 * Loads a screen's data, and again when the reader comes back to the window. What is shown stays until the new data is there.
 *
 * @param load must be the same function each time
 * @returns the data, and a function that loads it again
 */
export function useLoaded<Data>(load: () => Promise<Data>): [Loaded<Data>, () => Promise<void>] {
  const { end } = useSession();
  const [loaded, setLoaded] = useState<Loaded<Data>>({ state: "loading" });
  const asked = useRef(0);

  const reload = useCallback(async () => {
    const turn = ++asked.current;
    // An answer that comes after a later question, or after the screen has gone, is none any more.
    const isLate = (): boolean => turn !== asked.current;
    try {
      const data = await load();
      if (!isLate()) setLoaded({ state: "loaded", data, now: now() });
    } catch (error) {
      const problem = await explain(error);
      if (isLate()) return;
      if (problem === null) end(SESSION_OVER);
      else setLoaded({ state: "problem", problem });
    }
  }, [load, end]);

  useEffect(() => {
    void reload();
    const stop = onComeBack(() => void reload());
    return () => {
      asked.current++;
      stop();
    };
  }, [reload]);

  return [loaded, reload];
}
