import { ExternalStore } from "../lib/external-store.ts";

/** The id of the person this page shows; null until that is known. Each request says it. */
export const shownPerson = new ExternalStore<string | null>(null);
