import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/request.js";
import { signOut } from "../api/users.js";
import { navigate, paths } from "../location.js";
import { announce } from "../components/announcer.js";
import { Icon } from "../components/icon.js";
import { useSession } from "../session.js";

interface Item {
  readonly name: string;
  readonly choose: () => void;
}

/** The Account button and its menu (menu button of the ARIA Authoring Practices). */
export function AccountMenu(): JSX.Element {
  const { user, end } = useSession();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return announce(`Could not sign out. ${error.message}`);
    }
    navigate(paths.overview);
    end("You have signed out.");
  };
  const items: Item[] = [
    ...(user.role === "admin" ? [{ name: "Admin", choose: () => navigate(paths.admin) }] : []),
    { name: "My Profile", choose: () => navigate(paths.profile) },
    { name: "Sign out", choose: () => void leave() },
  ];

  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
  ];
  useEffect(() => {
    if (open) entries()[0]?.focus();
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + all.length,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") setOpen(false);
    else if (target !== undefined) {
      event.preventDefault();
      all[target % all.length]?.focus();
    }
  };
  const leaveMenu = (event: FocusEvent): void => {
    const { currentTarget, relatedTarget } = event;
    if (!(currentTarget as Node).contains(relatedTarget as Node | null)) setOpen(false);
  };
  const openWithArrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    setOpen(true);
  };

  return (
    <div class="account" onFocusOut={leaveMenu}>
      <button
        ref={button}
        type="button"
        class="account-button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={openWithArrow}
      >
        <Icon name="account" />
        <span class="account-word">Account</span>
        <Icon name="caret" />
      </button>
      {open && (
        <div class="menu">
          <p class="menu-who">
            <b>{user.username}</b>
            <span>{user.role}</span>
          </p>
          <div ref={menu} role="menu" tabIndex={-1} aria-label="Account" onKeyDown={press}>
            {items.map(({ name, choose }) => (
              <button
                key={name}
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  setOpen(false);
                  choose();
                }}
              >
                {name}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
