import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

let first = true;

/**
 * A screen with its heading. Where one has come from another screen, the heading takes the focus, so that a screen reader tells
 * where one is; a page that was just opened leaves the focus to the browser.
 */
export function Screen({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · HUNT sandbox`;
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [title]);
  return (
    <main id="main" class="screen" tabIndex={-1}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p class="lead">{lead}</p>}
      {children}
    </main>
  );
}
