/** What the browser keeps between visits. Browsers may refuse it, and then nothing is kept. */
export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Keeps a value; `null` removes it. */
export function store(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: what is on the page still works, it only does not outlive it.
  }
}

/** Every value kept under a name that begins so. */
export function readAllStored<T>(prefix: string): T[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? "null") as T);
  } catch {
    return [];
  }
}

/** Removes everything the browser keeps for this site but its cookies. */
export function forgetStored(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Forbidden: then nothing was kept.
  }
}
