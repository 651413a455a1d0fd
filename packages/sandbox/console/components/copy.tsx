import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** How copying a text goes. */
interface Copying {
  readonly isCopied: boolean;
  /** Whether the browser does not let pages write to the clipboard. */
  readonly isBlocked: boolean;
  readonly copy: () => Promise<void>;
  /** To be called when the reader has copied the text by hand. */
  readonly noteCopy: () => void;
}

/**
 * Copies a text to the clipboard, and remembers how that went.
 *
 * @param onCopied called each time that the text has been copied, before the page says so
 */
export function useCopy(text: string, onCopied?: () => void): Copying {
  const [isCopied, setIsCopied] = useState(false);
  const [isBlocked, setIsBlocked] = useState(false);
  const noteCopy = (): void => {
    onCopied?.();
    setIsCopied(true);
  };
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(noteCopy, () => setIsBlocked(true));
  return { isCopied, isBlocked, copy, noteCopy };
}

/**
 * What to do where the browser blocks copying: the text is marked already, and the keys do the rest.
 *
 * @param onCopy called before the browser copies, so the text has to stay where it is
 */
export function CopyByHand({
  text,
  label,
  onCopy,
}: {
  text: string;
  label: string;
  onCopy: () => void;
}): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <label class="by-hand">
      The browser keeps this page from the clipboard. Press Ctrl+C (on a Mac ⌘C) to copy:
      <textarea
        ref={field}
        aria-label={label}
        readOnly
        rows={3}
        value={text}
        onCopy={onCopy}
        spellcheck={false}
      />
    </label>
  );
}
