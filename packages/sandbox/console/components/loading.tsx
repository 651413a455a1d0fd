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

/** Shows data when it is loaded, a placeholder before that, or the error. */
export function Loading<Data>({ loaded, retry, children }: LoadingProps<Data>): JSX.Element {
  if (loaded.state === "problem") return <ProblemNote problem={loaded.problem} retry={retry} />;
  if (loaded.state === "loaded") return <>{children(loaded.data, loaded.now)}</>;
  return <Skeleton />;
}

/** A placeholder for content that is loading. */
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

/** The state of a screen's data. */
export type Loaded<Data> =
  | { readonly state: "loading" }
  /** `now` is HUNT's time when the data arrived. All dates on a screen are relative to it. */
  | { readonly state: "loaded"; readonly data: Data; readonly now: number }
  | { readonly state: "problem"; readonly problem: Problem };

/**
 * Loads a screen's data, and loads it again when the window gets the focus. The old data is shown until then.
 *
 * @param load must be the same function on each call
 * @returns the data, and a function that loads it again
 */
export function useLoaded<Data>(load: () => Promise<Data>): [Loaded<Data>, () => Promise<void>] {
  const { end } = useSession();
  const [loaded, setLoaded] = useState<Loaded<Data>>({ state: "loading" });
  const asked = useRef(0);

  const reload = useCallback(async () => {
    const turn = ++asked.current;
    // Ignore a response that arrives after a later request, or after the screen was closed.
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

/** Shows why data could not be loaded, and what to do. */
function ProblemNote({ problem, retry }: { problem: Problem; retry: () => void }): JSX.Element {
  const { user } = useSession();
  if (problem.kind === "refused") {
    return (
      <div class="note refused" role="alert">
        <h2>Access denied</h2>
        <p>
          Your account <b>{user.username}</b> (role: <b>{user.role}</b>) does not have access to this page or
          action. HUNT returned “{problem.message}”.
        </p>
        <p>
          Your own tokens are under <Link to={paths.ownTokens}>My Profile</Link>. For anything else, ask an
          admin.
        </p>
      </div>
    );
  }
  return (
    <div class="note failed" role="alert">
      <h2>Something went wrong</h2>
      <p>{problem.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
