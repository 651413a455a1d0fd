import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError } from "./api/request.js";
import { type User, getCurrentUser } from "./api/users.js";

/** The account that is signed in, and how to end its session. */
export interface Session {
  readonly user: User;
  /** Shows the sign-in page again, with a notice. */
  readonly end: (notice: string) => void;
}

/** The session that all screens use. */
export const SessionContext = createContext<Session | null>(null);

/** Returns the session, for screens that require one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession requires a signed-in user.");
  return session;
}

/** Why a request failed. `refused`: the account does not have access. `failed`: trying again may help. */
export interface Problem {
  readonly kind: "refused" | "failed";
  readonly message: string;
}

/**
 * Finds the cause of an error. LoopBack 3 returns the same 401 if the session is over and if the account does
 * not have access. A request for the account distinguishes these.
 *
 * @returns null if the session is over
 */
export async function toProblem(error: unknown): Promise<Problem | null> {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 403) return { kind: "refused", message: error.message };
  if (error.status !== 401) return { kind: "failed", message: error.message };
  try {
    await getCurrentUser();
    return { kind: "refused", message: error.message };
  } catch (again) {
    if (again instanceof ApiError && again.status === 401) return null;
    return { kind: "failed", message: error.message };
  }
}

/** The notice on the sign-in page after HUNT has ended the session. */
export const SESSION_OVER = "Your session has ended. Sign in again to continue.";

/**
 * Calls a listener when the user returns to the window, or to a page in the back/forward cache.
 *
 * @returns a function that removes the listener
 */
export function addReturnListener(listener: () => void): () => void {
  const show = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) listener();
  };
  addEventListener("focus", listener);
  addEventListener("pageshow", show);
  return () => {
    removeEventListener("focus", listener);
    removeEventListener("pageshow", show);
  };
}
