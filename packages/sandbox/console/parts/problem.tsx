import type { JSX } from "preact";
import { paths, Link } from "../location.js";
import { type Problem, useSession } from "../session.js";

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
