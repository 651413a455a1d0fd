import type { ComponentChildren, JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { getServerTime } from "../api/request.js";
import { Link, paths } from "../location.js";
import { toProblem, addReturnListener, type Problem, SESSION_OVER, useSession } from "../session.js";

interface LoadingProps<Data> {
  readonly loaded: Loaded<Data>;
  readonly retry: () => void;
  readonly children: (data: Data, now: number) => ComponentChildren;
}

/** Data once it is there, and before that a sign that it is on its way, or why it will not come. */
export function Loading<Data>({ loaded, retry, children }: LoadingProps<Data>): JSX.Element {
  if (loaded.state === "problem") return <ProblemNote problem={loaded.problem} retry={retry} />;
  if (loaded.state === "loaded") return <>{children(loaded.data, loaded.now)}</>;
  return <Skeleton />;
}

/** The sign that something is on its way. */
export function Skeleton(): JSX.Element {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">Loading</span>
      <span class="skeleton-line" />
      <span class="skeleton-line" />
      <span class="skeleton-line" />
    </div>
  );
}

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
      if (!isLate()) setLoaded({ state: "loaded", data, now: getServerTime() });
    } catch (error) {
      const problem = await toProblem(error);
      if (isLate()) return;
      if (problem === null) end(SESSION_OVER);
      else setLoaded({ state: "problem", problem });
    }
  }, [load, end]);

  useEffect(() => {
    void reload();
    const stop = addReturnListener(() => void reload());
    return () => {
      asked.current++;
      stop();
    };
  }, [reload]);

  return [loaded, reload];
}

/** What stands in the place of data that could not be had: why, and what to do. */
export function ProblemNote({ problem, retry }: { problem: Problem; retry: () => void }): JSX.Element {
  const { user } = useSession();
  if (problem.kind === "refused") {
    return (
      <div class="note refused" role="alert">
        <h2>HUNT has refused this</h2>
        <p>
          Your account <b>{user.username}</b> has the role <b>{user.role}</b>, which may not see or do this.
          HUNT's answer: “{problem.message}”.
        </p>
        <p>
          Your own tokens are under <Link to={paths.ownTokens}>My Profile</Link>; for anything else ask an
          admin.
        </p>
      </div>
    );
  }
  return (
    <div class="note failed" role="alert">
      <h2>That did not work</h2>
      <p>{problem.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
