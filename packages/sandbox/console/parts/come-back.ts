/**
 * Listens for the reader to come back: to the window, or to a page that the browser had put aside.
 *
 * @returns a function that stops listening
 */
export function onComeBack(listener: () => void): () => void {
  const show = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) listener();
  };
  addEventListener("focus", listener);
  addEventListener("pageshow", show);
  return () => {
    removeEventListener("focus", listener);
    removeEventListener("pageshow", show);
  };
}
