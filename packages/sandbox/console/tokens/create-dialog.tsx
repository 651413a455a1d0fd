import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type CreatedToken, createToken } from "../api/tokens.js";
import { Dialog } from "../parts/dialog.js";
import { useAttempt } from "../parts/use-attempt.js";
import { CreateForm } from "./create-form.js";
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
