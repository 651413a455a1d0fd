import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";

/** A tab. Its panel is shown while the tab is selected. */
export interface Tab {
  readonly name: string;
  readonly panel: () => ComponentChildren;
}

interface TabsProps {
  /** The label for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Tabs according to the ARIA Authoring Practices: one stop for the Tab key, and arrow keys to move between
 * tabs.
 */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const end = step < 0 ? 0 : tabs.length - 1;
    const next = Number.isFinite(step) ? (chosen + step + tabs.length) % tabs.length : end;
    onChoose(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };

  return (
    <div class="tabs">
      <div ref={list} role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => onChoose(index)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${chosen}`} key={chosen}>
        {tabs[chosen]?.panel()}
      </div>
    </div>
  );
}
