import type { ComponentChildren, JSX } from "preact";
import { Link, paths } from "../location.js";

/** The top of every page: a link past it, the name, and what a screen adds. */
export function Header({ children }: { children?: ComponentChildren }): JSX.Element {
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(event) => skip(event)}>
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

/** Moves the focus without changing the address. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main")?.focus();
}
