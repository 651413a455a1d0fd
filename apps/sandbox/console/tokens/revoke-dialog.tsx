import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { revokeToken, type Token } from "../api/tokens.js";
import { announce } from "../parts/announcer.js";
import { Dialog } from "../parts/dialog.js";
import { explain, SESSION_OVER, useSession } from "../session.js";

interface RevokeDialogProps {
  readonly token: Token;
  /** Called when the dialog has closed. */
  readonly onClose: (revoked: boolean) => void;
}

/** Asks before a token dies, since that cannot be undone. */
export function RevokeDialog({ token, onClose }: RevokeDialogProps): JSX.Element {
  const { end } = useSession();
  const [working, setWorking] = useState(false);
  const [revoked, setRevoked] = useState(false);
  const [failure, setFailure] = useState("");

  const revoke = async (close: () => void): Promise<void> => {
    if (working) return;
    setWorking(true);
    setFailure("");
    try {
      await revokeToken(token);
      setRevoked(true);
      announce("The token has been revoked.");
      close();
    } catch (error) {
      const problem = await explain(error);
      if (problem === null) return end(SESSION_OVER);
      setWorking(false);
      setFailure(problem.message);
    }
  };

  return (
    <Dialog title="Revoke this token?" mayCancel={() => !working} onClose={() => onClose(revoked)}>
      {(close) => (
        <>
          <p class="quoted">{token.description}</p>
          <p>Whatever uses it is refused from this moment on. A revoked token cannot be brought back.</p>
          <p class="failure" role="alert">
            {failure}
          </p>
          <div class="buttons">
            <button type="button" disabled={working} onClick={close}>
              Keep it
            </button>
            <button type="button" class="primary danger" aria-disabled={working} onClick={() => void revoke(close)}>
              {working ? "Revoking…" : "Revoke"}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
