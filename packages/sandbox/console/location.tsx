import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * The paths of the console's screens. They can be reloaded, because the server returns the page for every
 * path.
 */
export const paths = {
  overview: "/",
  admin: "/admin",
  usersAndTokens: "/admin/users-and-tokens",
  users: "/admin/users-and-tokens/users",
  allTokens: "/admin/users-and-tokens/api-tokens",
  profile: "/profile",
  ownTokens: "/profile/api-tokens",
} as const;

const MOVED = "console:moved";

/** Navigates to another screen. Navigating to the current screen does not add an entry to the history. */
export function navigate(path: string): void {
  if (path !== location.pathname) history.pushState(null, "", path);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

/** Returns the current path without a trailing slash. The component renders again when it changes. */
export function usePath(): string {
  const [path, setPath] = useState(currentPath);
  useEffect(() => {
    const update = (): void => setPath(currentPath());
    addEventListener(MOVED, update);
    addEventListener("popstate", update);
    return () => {
      removeEventListener(MOVED, update);
      removeEventListener("popstate", update);
    };
  }, []);
  return path;
}

function currentPath(): string {
  return location.pathname.replace(/(.)\/+$/, "$1");
}

/** Follows a link in the page, unless the user opens it in a new tab or window. */
function follow(event: MouseEvent, path: string): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  navigate(path);
}

/** A link to another screen. */
export function Link({
  to,
  current,
  children,
  ...rest
}: {
  to: string;
  current?: boolean;
  class?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <a {...rest} href={to} aria-current={current ? "page" : undefined} onClick={(event) => follow(event, to)}>
      {children}
    </a>
  );
}
