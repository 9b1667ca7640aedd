import { useEffect } from "react";

/**
 * Whether a key belongs to an input method (Chinese, Japanese …) that is composing a word: Enter takes the word and
 * Esc drops it. Safari ends the composition before it reports the key, and gives it the code 229.
 */
export function isComposing({
  isComposing,
  keyCode,
}: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === 229;
}

/** Keeps such keys from every field, form and shortcut of the page. */
export function InputMethods() {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
      event.stopImmediatePropagation();
      // In a single-line field Enter would submit its form.
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    }
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, []);
  return null;
}
