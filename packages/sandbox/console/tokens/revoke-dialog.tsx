import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { revokeToken, type Token } from "../api/tokens.js";
import { announce } from "../components/announcer.js";
import { Dialog, useAttempt } from "../components/dialog.js";

interface RevokeDialogProps {
  readonly token: Token;
  /** Called after the dialog closes. */
  readonly onClose: (revoked: boolean) => void;
}

/** Asks for confirmation before a token is revoked, because that cannot be undone. */
export function RevokeDialog({ token, onClose }: RevokeDialogProps): JSX.Element {
  const { working, failure, attempt } = useAttempt();
  const [revoked, setRevoked] = useState(false);

  const revoke = async (close: () => void): Promise<void> => {
    if (working) return;
    await attempt(async () => {
      await revokeToken(token);
      setRevoked(true);
      announce("The token was revoked.");
      close();
    });
  };

  return (
    <Dialog title="Revoke this token?" mayCancel={() => !working} onClose={() => onClose(revoked)}>
      {(close) => (
        <>
          <p class="quoted">{token.description}</p>
          <p>Everything that uses this token loses access immediately. You cannot undo this.</p>
          <p class="failure" role="alert">
            {failure}
          </p>
          <div class="buttons">
            <button type="button" disabled={working} onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              class="primary danger"
              aria-disabled={working}
              onClick={() => void revoke(close)}
            >
              {working ? "Revoking…" : "Revoke"}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
