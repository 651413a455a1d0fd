import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Link, paths } from "../location.js";

/** The header of every page: a link to skip it, the name, and the content that a screen adds. */
export function Header({ children }: { children?: ComponentChildren }): JSX.Element {
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(event) => skipToContent(event)}>
        Skip to content
      </a>
      <Link class="brand" to={paths.overview}>
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="8" class="brand-ground" />
          <path d="M16 6a10 10 0 1 1-8.7 5" class="brand-ring" />
          <path d="M16 10v6l4 3" class="brand-hand" />
        </svg>
        <span>HUNT</span>
        <span class="badge">sandbox</span>
      </Link>
      {children}
    </header>
  );
}

/** Moves the focus without changing the URL. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main")?.focus();
}

let first = true;

/**
 * A screen with its heading. After navigation from another screen, the heading gets the focus, so screen
 * readers announce it. On the first page, the browser sets the focus.
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
