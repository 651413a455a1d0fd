import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type CreatedToken, createToken } from "../api/tokens.js";
import type { User } from "../api/users.js";
import { Dialog, useAttempt } from "../components/dialog.js";
import { useSession } from "../session.js";
import { NewToken } from "./new-token.js";

/**
 * Creates a token and shows its value. The value is only in the state of this component. It is removed when
 * the dialog closes, when the user navigates, and before the browser puts the page in the back/forward cache.
 *
 * @param name the label of the button that opened the dialog
 * @param users the users that an admin can create a token for. Undefined: the caller only.
 * @param onClose called after the dialog closes. A token may have been created, even after an error.
 */
export function CreateDialog({ name, users, onClose }: CreateDialogProps): JSX.Element {
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const { working, failure, attempt } = useAttempt();
  const copied = useRef(false);
  const [warned, setWarned] = useState(false);

  const create = (description: string, userId: string): Promise<void> =>
    attempt(async () => setCreated(await createToken(description, userId)));

  useEffect(() => {
    addEventListener("pagehide", onClose);
    addEventListener("popstate", onClose);
    return () => {
      removeEventListener("pagehide", onClose);
      removeEventListener("popstate", onClose);
    };
  }, [onClose]);

  const mayCancel = (): boolean => {
    if (working) return false;
    if (created === null || copied.current) return true;
    setWarned(true);
    return false;
  };

  return (
    <Dialog
      title={created === null ? name : "Your new API token"}
      wide
      mayCancel={mayCancel}
      onClose={onClose}
    >
      {(close) =>
        created === null ? (
          <CreateForm
            users={users}
            failure={failure}
            working={working}
            onCreate={(description, userId) => void create(description, userId)}
            onCancel={close}
          />
        ) : (
          <NewToken
            created={created}
            warned={warned}
            onCopied={() => (copied.current = true)}
            onClose={close}
          />
        )
      }
    </Dialog>
  );
}

interface CreateDialogProps {
  readonly name: string;
  readonly users?: readonly User[] | undefined;
  readonly onClose: () => void;
}

interface CreateFormProps {
  readonly users?: readonly User[] | undefined;
  /** The error of the last attempt. Empty if there is none. */
  readonly failure: string;
  /** Whether the request is in progress. */
  readonly working: boolean;
  /** `userId` is `me` or the ID of another user. */
  readonly onCreate: (description: string, userId: string) => void;
  readonly onCancel: () => void;
}

/** The form for a new token. HUNT requires a description. */
function CreateForm({ users, failure, working, onCreate, onCancel }: CreateFormProps): JSX.Element {
  const { user: self } = useSession();
  const [userId, setUserId] = useState("me");
  const [description, setDescription] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const complaint = missing ? "Enter a description." : failure;
  useEffect(() => {
    if (complaint !== "") field.current?.focus();
  }, [complaint]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (working) return;
    const isMissing = description.trim() === "";
    setMissing(isMissing);
    if (!isMissing) onCreate(description, userId);
  };

  return (
    <form onSubmit={submit} noValidate>
      <label>
        Description
        <input
          ref={field}
          type="text"
          required
          autofocus
          autocomplete="off"
          aria-describedby="description-hint description-failure"
          aria-invalid={complaint !== ""}
          value={description}
          onInput={(event) => setDescription(event.currentTarget.value)}
        />
      </label>
      <p id="description-hint" class="hint">
        Where the token is used, such as “acme/website: GitHub Actions”. Lists show the description instead of
        the token.
      </p>
      {users && (
        <label>
          User
          <select value={userId} onChange={(event) => setUserId(event.currentTarget.value)}>
            <option value="me">{self.username} (you)</option>
            {users
              .filter(({ id }) => id !== self.id)
              .map((user) => (
                <option key={user.id} value={user.id}>
                  {user.username} ({user.role})
                </option>
              ))}
          </select>
        </label>
      )}
      <p id="description-failure" class="failure" role="alert">
        {complaint}
      </p>
      <div class="buttons">
        <button type="button" disabled={working} onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="primary" aria-disabled={working}>
          {working ? "Creating…" : "Create"}
        </button>
      </div>
    </form>
  );
}
