import type { JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { Icon } from "../parts/icon.js";
import { bandOf, leftInWords, shareLeft } from "./lifetime.js";

/** A token's year as a bar: what is left of it is filled. The words beside it say the same, so that no colour has to. */
export function YearBar({ token, now }: { token: Token; now: number }): JSX.Element {
  const band = bandOf(token, now);
  return (
    <div class={`year ${band}`} data-band={band}>
      <svg class="year-bar" width="100%" height="8" aria-hidden="true" focusable="false">
        <rect class="year-track" width="100%" height="8" rx="4" />
        <rect class="year-left" width={`${(shareLeft(token, now) * 100).toFixed(2)}%`} height="8" rx="4" />
      </svg>
      <span class="year-words">
        <Icon name={band} />
        {leftInWords(token, now)}
      </span>
    </div>
  );
}
