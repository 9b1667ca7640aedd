/** Yields to the browser, so that the page stays responsive. */
export function nextTurn(): Promise<void> {
  // Not available in all Firefox and Safari versions yet.
  return globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));
}
