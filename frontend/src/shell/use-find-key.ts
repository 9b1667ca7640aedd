import { type RefObject, useEffect, useRef } from "react";
import { isDrawnInPart } from "../tasks/row-focus.ts";

/**
 * The browser's own search sees what is in the document, which of a long list is a part. Its key then leads to the
 * field that finds among all tasks, and pressed there once more to the browser's search.
 * @param field that finds tasks
 * @param open shows the field and gives it the focus
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
