import { ExternalStore, useStore } from "../lib/external-store.ts";
import { parseTheme, type Theme } from "./theme-name.ts";

const chosen = new ExternalStore<Theme>("system");

/** The chosen theme; the server has already rendered the page with it, so that the wrong one never flashes. */
export function useTheme(): Theme {
  return useStore(chosen);
}

/** Initialises the theme with the one the server used. */
export function adoptTheme(): void {
  chosen.set(parseTheme(document.documentElement.dataset.theme));
}

/** Applies a theme, and has the server use it for later pages. */
export function setTheme(theme: Theme): void {
  chosen.set(theme);
  document.documentElement.dataset.theme = theme;
  // If the request fails the choice applies only to this page, which is not worth an error message.
  void fetch("/theme", { method: "PUT", body: theme }).catch(() => undefined);
}
