import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CreatedToken } from "../api/tokens.js";
import { CopyByHand, useCopy } from "../components/copy.js";
import { Day } from "../components/dates.js";
import { Icon } from "../components/icon.js";
import { Tabs } from "../components/tabs.js";
import { getExpiry } from "./lifetime.js";
import { type Snippet, createSnippets } from "./snippets.js";

interface NewTokenProps {
  readonly created: CreatedToken;
  /** Whether the user tried to close the dialog without copying the token. */
  readonly warned: boolean;
  readonly onCopied: () => void;
  readonly onClose: () => void;
}

/** Shows the value of a new token. It is not shown again later. */
export function NewToken({ created, warned, onCopied, onClose }: NewTokenProps): JSX.Element {
  const { isCopied, isBlocked, copy, noteCopy } = useCopy(created.token, onCopied);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);

  return (
    <>
      <p>
        Copy the token now, and store it in a safe place. You cannot see it again after you close this window.
      </p>
      <button
        ref={button}
        type="button"
        class={isCopied ? "value copied" : "value"}
        onClick={() => void copy()}
      >
        <code>{created.token}</code>
        <span class="value-hint">
          <Icon name={isCopied ? "check" : "copy"} />
          {isCopied ? "Copied" : "Click to copy"}
        </span>
      </button>
      {isBlocked && <CopyByHand text={created.token} label="Your new API token" onCopy={noteCopy} />}
      <p>
        It expires in one year, on{" "}
        <b>
          <Day at={getExpiry(created)} />
        </b>
        . A token cannot be renewed, so create a new one before then.
      </p>
      <UsageExamples created={created} />
      <div class="buttons">
        <p class="said" role="status">
          {isCopied && "The token was copied to your clipboard."}
          {!isCopied &&
            warned &&
            "You have not copied the token yet. Click the token, or select Close to continue without it."}
        </p>
        <button type="button" class="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  );
}

/** Commands that use a new token. They are shown only together with it. */
function UsageExamples({ created }: { created: CreatedToken }): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const tabs = createSnippets(location.origin, created).map(({ name, steps }) => ({
    name,
    panel: () => steps.map((step) => <SnippetStep key={step.title} step={step} />),
  }));
  return (
    <section class="use-it" aria-labelledby="use-it">
      <h3 id="use-it">Use the token</h3>
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
