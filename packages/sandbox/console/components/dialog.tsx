import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { toProblem, SESSION_OVER, useSession } from "../session.js";

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  /** Called when the user presses Escape. Returns whether the dialog can close. */
  readonly mayCancel: () => boolean;
  /** Called after the dialog closes in any way. The focus is then back at its previous place. */
  readonly onClose: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A modal dialog. The browser's own dialog keeps the focus inside, and restores it. */
export function Dialog({ title, wide = false, mayCancel, onClose, children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={wide ? "wide" : ""}
      aria-labelledby={id}
      onClose={onClose}
      onCancel={(event) => !mayCancel() && event.preventDefault()}
    >
      <h2 id={id}>{title}</h2>
      {children(() => dialog.current?.close())}
    </dialog>
  );
}

/** The state of a request that changes something. */
interface Attempt {
  /** Whether the request is in progress. */
  readonly working: boolean;
  /** The error of the last attempt. Empty if there is none. */
  readonly failure: string;
  /** Runs a request. If the session is over, it ends the session. */
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
}

/** Keeps the state of a dialog's request. */
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
      const problem = await toProblem(error);
      if (problem === null) return end(SESSION_OVER);
      setFailure(problem.message);
    }
    setWorking(false);
  };
  return { working, failure, attempt };
}
