import type { ComponentChildren, JSX } from "preact";
import { ProblemNote } from "./problem.js";
import type { Loaded } from "./use-loaded.js";

interface LoadingProps<Data> {
  readonly loaded: Loaded<Data>;
  readonly retry: () => void;
  readonly children: (data: Data, now: number) => ComponentChildren;
}

/** Data once it is there, and before that a sign that it is on its way, or why it will not come. */
export function Loading<Data>({ loaded, retry, children }: LoadingProps<Data>): JSX.Element {
  if (loaded.state === "problem") return <ProblemNote problem={loaded.problem} retry={retry} />;
  if (loaded.state === "loaded") return <>{children(loaded.data, loaded.now)}</>;
  return <Bones />;
}

/** The sign that something is on its way. */
export function Bones(): JSX.Element {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">Loading</span>
      <span class="bone" />
      <span class="bone" />
      <span class="bone" />
    </div>
  );
}
