import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CreatedToken } from "../api/tokens.js";
import { CopyByHand, useCopy } from "../parts/copy.js";
import { Icon } from "../parts/icon.js";
import { Tabs } from "../parts/tabs.js";
import { type Snippet, snippets } from "./snippets.js";

/** Ready-made lines that use a new token, for as long as it is on the screen. */
export function UseIt({ created }: { created: CreatedToken }): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const tabs = snippets(location.origin, created).map(({ name, steps }) => ({
    name,
    panel: () => steps.map((step) => <SnippetStep key={step.title} step={step} />),
  }));
  return (
    <section class="use-it" aria-labelledby="use-it">
      <h3 id="use-it">Use it</h3>
      <Tabs label="Ways to use the token" tabs={tabs} chosen={chosen} onChoose={setChosen} />
    </section>
  );
}

function SnippetStep({ step: { title, code, note } }: { step: Snippet }): JSX.Element {
  const { isCopied, isBlocked, copy, noteCopy } = useCopy(code);
  return (
    <figure class="snippet">
      <figcaption>
        {title}
        <button type="button" class="quiet" onClick={() => void copy()}>
          <Icon name={isCopied ? "check" : "copy"} />
          <span aria-live="polite">{isCopied ? "Copied" : "Copy"}</span>
          <span class="visually-hidden">: {title}</span>
        </button>
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={title}>
        <code>{code}</code>
      </pre>
      {isBlocked && <CopyByHand text={code} label={title} onCopy={noteCopy} />}
      {note !== undefined && <p class="hint">{note}</p>}
    </figure>
  );
}
