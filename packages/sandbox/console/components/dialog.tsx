import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { toProblem, SESSION_OVER, useSession } from "../session.js";

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  /** Asked when Escape is pressed: whether the dialog may close. */
  readonly mayCancel: () => boolean;
  /** Called when the dialog has closed, in whatever way; the focus is back where it was by then. */
  readonly onClose: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A modal dialog: the browser's own, which keeps the focus inside and gives it back. */
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
      const problem = await toProblem(error);
      if (problem === null) return end(SESSION_OVER);
      setFailure(problem.message);
    }
    setWorking(false);
  };
  return { working, failure, attempt };
}
