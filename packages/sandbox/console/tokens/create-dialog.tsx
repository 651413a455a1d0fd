import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type CreatedToken, createToken } from "../api/tokens.js";
import { Dialog, useAttempt } from "../components/dialog.js";
import { NewToken } from "./new-token.js";

/**
 * Makes a token and shows its value. The value lives in this component's state and nowhere else: it is gone when the dialog
 * closes, when the reader goes elsewhere, and before the browser puts the page aside.
 *
 * @param name what the button is called that opened it
 * @param onClose called when the dialog has closed; there may be a token more, even after an error
 */
export function CreateDialog({ name, onClose }: { name: string; onClose: () => void }): JSX.Element {
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const { working, failure, attempt } = useAttempt();
  const copied = useRef(false);
  const [warned, setWarned] = useState(false);

  const create = (description: string): Promise<void> =>
    attempt(async () => setCreated(await createToken(description)));

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
            failure={failure}
            working={working}
            onCreate={(description) => void create(description)}
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

interface CreateFormProps {
  /** Why the last try did not work; empty when there was none. */
  readonly failure: string;
  /** Whether HUNT has been asked and has not answered yet. */
  readonly working: boolean;
  readonly onCreate: (description: string) => void;
  readonly onCancel: () => void;
}

/** Asks what a token is for: HUNT wants a description of each. */
export function CreateForm({ failure, working, onCreate, onCancel }: CreateFormProps): JSX.Element {
  const [description, setDescription] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const complaint = missing ? "Say what the token is for." : failure;
  useEffect(() => {
    if (complaint !== "") field.current?.focus();
  }, [complaint]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (working) return;
    const isMissing = description.trim() === "";
    setMissing(isMissing);
    if (!isMissing) onCreate(description);
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
        Where will it live? For example “acme/website: GitHub Actions”. Lists show it in place of the token.
      </p>
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
