/** A hidden tab paints nothing: what waits for a paint is then done after so long, in ms. */
const longestMs = 100;

/** Does something once the page shows what is changed now, so that nobody waits for it to see that. */
export function afterPaint(work: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    work();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, longestMs);
}
