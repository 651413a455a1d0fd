import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

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
