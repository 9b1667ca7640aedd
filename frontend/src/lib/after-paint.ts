/** A hidden tab never paints, so work waiting for a paint runs after this time, in ms. */
const longestMs = 100;

/** Runs something after the next paint, so that it does not delay showing the current change. */
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
