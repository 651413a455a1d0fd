import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** The state of a copy to the clipboard. */
interface Copying {
  readonly isCopied: boolean;
  /** Whether the browser blocks access to the clipboard. */
  readonly isBlocked: boolean;
  readonly copy: () => Promise<void>;
  /** Must be called when the user has copied the text manually. */
  readonly noteCopy: () => void;
}

/**
 * Copies a string to the clipboard, and stores the result.
 *
 * @param onCopied called each time after the text is copied, before the page shows it
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
 * Shows a selected text to copy with the keyboard, if the browser blocks access to the clipboard.
 *
 * @param onCopy called before the browser copies. The text must not be removed in it.
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
      The browser blocked access to the clipboard. Press Ctrl+C (⌘C on a Mac) to copy:
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
