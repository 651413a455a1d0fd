import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError } from "./api/request.js";
import { type User, getCurrentUser } from "./api/users.js";

/** Who is signed in, and how that ends. */
export interface Session {
  readonly user: User;
  /** Shows the start page again, with a notice why. */
  readonly end: (notice: string) => void;
}

/** The session that all screens share. */
export const SessionContext = createContext<Session | null>(null);

/** The session of a screen that only those who are signed in see. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("Nobody is signed in.");
  return session;
}

/** Why something did not work. `refused`: the account may not do it; `failed`: trying again may help. */
export interface Problem {
  readonly kind: "refused" | "failed";
  readonly message: string;
}

/**
 * Finds out what an error means. LoopBack 3 answers the same 401 to a dead session and to an account that may not do a thing, so
 * only asking who one is tells them apart.
 *
 * @returns null when the session is over
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

/** What the start page says after a session that HUNT has ended. */
export const SESSION_OVER = "Your session is over. Sign in again to go on.";

/**
 * Listens for the reader to come back: to the window, or to a page that the browser had put aside.
 *
 * @returns a function that stops listening
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
