import { type RefObject, useEffect, useRef } from "react";
import { isDrawnInPart } from "../tasks/row-focus.ts";

/**
 * The browser's own search sees only what is in the document, which contains only part of a long list. Its shortcut
 * then focuses the field that searches all tasks; pressed there again, it opens the browser's search.
 * @param field the search field
 * @param open shows the field and focuses it
 */
export function useFindKey(field: RefObject<HTMLElement | null>, open: () => void): void {
  const current = useRef(open);
  useEffect(() => {
    current.current = open;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.key !== "f" || event.altKey || event.shiftKey) return;
      if (event.ctrlKey === event.metaKey || document.activeElement === field.current) return;
      if (document.querySelector('[role="dialog"]') || !isDrawnInPart()) return;
      event.preventDefault();
      current.current();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [field]);
}
