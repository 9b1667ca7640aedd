import { type RefObject, useEffect, useRef } from "react";

const nearPx = 80;

/**
 * Keeps a scrolling element at its end while the reader is there, as its content grows; a reader who
 * has scrolled up stays where they are.
 * @param key a new value scrolls to the end again
 */
export function useStickToEnd(key: string): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element || key === "") return;
    // Reachable, so that the keyboard can scroll it.
    element.tabIndex = 0;
    let sticks = true;
    let top = 0;
    const toEnd = () => {
      if (sticks) element.scrollTop = element.scrollHeight;
    };
    const onScroll = () => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      // Growing content and focus changes also move away from the end; only the reader scrolls up.
      if (isNear) sticks = true;
      else if (element.scrollTop < top) sticks = false;
      top = element.scrollTop;
    };
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener("scroll", onScroll, { passive: true });
    toEnd();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [key]);
  return ref;
}
