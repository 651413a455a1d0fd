import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const SAID = "console:said";
const SHOWN_FOR = 8000;

/** Says what has been done, to eyes and to screen readers. */
export function announce(text: string): void {
  dispatchEvent(new CustomEvent(SAID, { detail: text }));
}

/** Where it is said: a corner of the page that moves nothing else. */
export function Announcer(): JSX.Element {
  // An object, so that the same words said again are new.
  const [said, setSaid] = useState({ text: "" });
  useEffect(() => {
    const hear = (event: Event): void => setSaid({ text: (event as CustomEvent<string>).detail });
    addEventListener(SAID, hear);
    return () => removeEventListener(SAID, hear);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setSaid({ text: "" }), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="announcer" role="status">
      {said.text !== "" && <p>{said.text}</p>}
    </div>
  );
}
