import type { JSX } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";
import type { Token, TokenList } from "../api/tokens.js";
import { Icon } from "../components/icon.js";
import { Loading, useLoaded } from "../components/loading.js";
import { CreateDialog } from "./create-dialog.js";
import { RevokeDialog } from "./revoke-dialog.js";
import { TokenTable } from "./token-table.js";

interface TokensProps {
  readonly caption: string;
  /** The label of the button that creates a token. */
  readonly create: string;
  readonly load: () => Promise<TokenList>;
  /** Whether the list has the tokens of all users. If HUNT denies access to it, the button is hidden. */
  readonly allUsers: boolean;
}

/** A list of tokens with a button to create one: those of all users for admins, or the user's own. */
export function Tokens({ caption, create, load, allUsers }: TokensProps): JSX.Element {
  const [loaded, reload] = useLoaded(load);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const isRefused = loaded.state === "problem" && loaded.problem.kind === "refused";
  const button = useRef<HTMLButtonElement>(null);

  const afterCreating = useCallback(() => {
    setCreating(false);
    void reload();
  }, [reload]);
  const afterRevoking = (revoked: boolean): void => {
    setRevoking(null);
    if (!revoked) return;
    // The button that had the focus is removed with its row.
    button.current?.focus();
    void reload();
  };

  return (
    <>
      {!(allUsers && isRefused) && (
        <div class="bar-of-actions">
          <button ref={button} type="button" class="primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {create}
          </button>
        </div>
      )}
      <Loading loaded={loaded} retry={() => void reload()}>
        {({ tokens, ownerOf, refused = [] }, now) => (
          <>
            {refused.length > 0 && (
              <p class="note" role="status">
                HUNT did not show the tokens of {refused.map(({ username }) => username).join(", ")}.
              </p>
            )}
            <TokenTable
              caption={caption}
              tokens={tokens}
              now={now}
              {...(ownerOf && { ownerOf })}
              onRevoke={setRevoking}
            />
          </>
        )}
      </Loading>
      {creating && (
        <CreateDialog
          name={create}
          users={loaded.state === "loaded" ? loaded.data.users : undefined}
          onClose={afterCreating}
        />
      )}
      {revoking !== null && <RevokeDialog token={revoking} onClose={afterRevoking} />}
    </>
  );
}
