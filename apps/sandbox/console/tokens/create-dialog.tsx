import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type CreatedToken, createToken } from "../api/tokens.js";
import { Dialog } from "../parts/dialog.js";
import { explain, SESSION_OVER, useSession } from "../session.js";
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
  const { end } = useSession();
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState("");
  const copied = useRef(false);
  const [warned, setWarned] = useState(false);

  const create = async (description: string): Promise<void> => {
    setWorking(true);
    setFailure("");
    try {
      setCreated(await createToken(description));
    } catch (error) {
      const problem = await explain(error);
      if (problem === null) return end(SESSION_OVER);
      setFailure(problem.message);
    }
    setWorking(false);
  };

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
    <Dialog title={created === null ? name : "Your new API token"} wide={created !== null} mayCancel={mayCancel} onClose={onClose}>
      {(close) =>
        created === null ? (
          <CreateForm failure={failure} working={working} onCreate={(description) => void create(description)} onCancel={close} />
        ) : (
          <NewToken created={created} warned={warned} onCopied={() => (copied.current = true)} onClose={close} />
        )
      }
    </Dialog>
  );
}
