import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";

/** Below everything that can be seen, in px. */
const farAway = 10_000_000;

/**
 * How far an element is from the beginning of what scrolls it, in whole px, kept current while things before it grow
 * and shrink. Far away until it is shown.
 * @param scroller its only child holds everything that moves
 */
export function useOffsetIn(
  scroller: RefObject<HTMLElement | null>,
  element: RefObject<HTMLElement | null>,
): number {
  const [offset, setOffset] = useState(farAway);
  const measure = useCallback(() => {
    const view = scroller.current;
    if (!view || !element.current?.offsetParent) return;
    const moved = element.current.getBoundingClientRect().top - view.getBoundingClientRect().top;
    setOffset(Math.round(moved + view.scrollTop));
  }, [scroller, element]);
  // Before it is painted, so that nothing is drawn for the wrong place.
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const content = scroller.current?.firstElementChild;
    if (!content) return;
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, [scroller, measure]);
  return offset;
}
