import { type RefObject, useEffect, useState } from "react";

/**
 * How far an element is from the beginning of what scrolls it, in whole px, kept current while things before it grow
 * and shrink. 0 while it is not shown.
 * @param scroller its only child holds everything that moves
 */
export function useOffsetIn(
  scroller: RefObject<HTMLElement | null>,
  element: RefObject<HTMLElement | null>,
): number {
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const view = scroller.current;
    const content = view?.firstElementChild;
    if (!view || !content) return;
    const observer = new ResizeObserver(() => {
      if (!element.current?.offsetParent) return;
      const moved = element.current.getBoundingClientRect().top - view.getBoundingClientRect().top;
      setOffset(Math.round(moved + view.scrollTop));
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [scroller, element]);
  return offset;
}
