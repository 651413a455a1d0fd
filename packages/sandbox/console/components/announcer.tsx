import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const SAID = "console:said";
const SHOWN_FOR = 8000;

/** Shows a message, which screen readers announce. */
export function announce(text: string): void {
  dispatchEvent(new CustomEvent(SAID, { detail: text }));
}

/** Shows messages in a corner of the page without moving other content. */
export function Announcer(): JSX.Element {
  // In an object, a repeated message is still a new state.
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
