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
  /** Whether the reader has tried to leave without a copy. */
  readonly warned: boolean;
  readonly onCopied: () => void;
  readonly onClose: () => void;
}

/** The one time that a token's value is shown. */
export function NewToken({ created, warned, onCopied, onClose }: NewTokenProps): JSX.Element {
  const { isCopied, isBlocked, copy, noteCopy } = useCopy(created.token, onCopied);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);

  return (
    <>
      <p>
        HUNT shows it this one time. Copy it now and keep it in a safe place: once this window is closed,
        nobody can see it again.
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
        It expires one year from now, on{" "}
        <b>
          <Day at={getExpiry(created)} />
        </b>
        , and cannot be renewed: next year a new one takes its place.
      </p>
      <UsageExamples created={created} />
      <div class="buttons">
        <p class="said" role="status">
          {isCopied && "The token is in your clipboard."}
          {!isCopied &&
            warned &&
            "You have not copied the token yet. Click it to copy, or choose Close to give it up."}
        </p>
        <button type="button" class="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  );
}

/** Ready-made lines that use a new token, for as long as it is on the screen. */
export function UsageExamples({ created }: { created: CreatedToken }): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const tabs = createSnippets(location.origin, created).map(({ name, steps }) => ({
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
