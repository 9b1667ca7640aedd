/** Values stored in the browser between visits. Browsers may refuse, and then nothing is stored. */
export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Stores a value; `null` removes it. */
export function store(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page still works, but the value will not survive a reload.
  }
}

/** Every value stored under a name with this prefix. */
export function readAllStored<T>(prefix: string): T[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? "null") as T);
  } catch {
    return [];
  }
}

/** Removes everything the browser stores for this site except cookies. */
export function forgetStored(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Forbidden, so nothing was stored.
  }
}
