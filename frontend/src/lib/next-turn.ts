/** Lets the page answer whoever waits for it, and then goes on. */
export function nextTurn(): Promise<void> {
  // Firefox and Safari do not have it everywhere yet.
  return globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));
}
