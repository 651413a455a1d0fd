import { useState } from "preact/hooks";
import { explain, SESSION_OVER, useSession } from "../session.js";

/** How something goes that HUNT was asked to do. */
interface Attempt {
  /** Whether HUNT has been asked and has not answered yet. */
  readonly working: boolean;
  /** Why the last try did not work; empty when there was none. */
  readonly failure: string;
  /** Tries it; where HUNT says that the session is over, it ends. */
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
}

/** Remembers how it goes when a dialog asks HUNT to do something. */
export function useAttempt(): Attempt {
  const { end } = useSession();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState("");
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setWorking(true);
    setFailure("");
    try {
      await act();
    } catch (error) {
      const problem = await explain(error);
      if (problem === null) return end(SESSION_OVER);
      setFailure(problem.message);
    }
    setWorking(false);
  };
  return { working, failure, attempt };
}
