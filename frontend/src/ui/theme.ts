import { ExternalStore, useStore } from "../lib/external-store.ts";
import { parseTheme, type Theme } from "./theme-name.ts";

const chosen = new ExternalStore<Theme>("system");

/** Follows the choice; the server has drawn the page with it, so that the wrong one is never seen. */
export function useTheme(): Theme {
  return useStore(chosen);
}

/** Takes over what the server drew the page with. */
export function adoptTheme(): void {
  chosen.set(parseTheme(document.documentElement.dataset.theme));
}

/** Draws the page in a theme, and has the server draw later pages in it. */
export function setTheme(theme: Theme): void {
  chosen.set(theme);
  document.documentElement.dataset.theme = theme;
  // Without an answer the choice holds for this page only, which is no reason to disturb anyone.
  void fetch("/theme", { method: "PUT", body: theme }).catch(() => undefined);
}
