import { ExternalStore } from "../lib/external-store.ts";

/** The id of the person this page shows; null until known. Every request carries it. */
export const shownPerson = new ExternalStore<string | null>(null);
