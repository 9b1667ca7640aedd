import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";

/** Below everything visible, in px. */
const farAway = 10_000_000;

/**
 * How far an element is from the start of its scroll container, in whole px, kept current while content before it
 * grows and shrinks. Far away until it is shown.
 * @param scroller the scroll container, whose only child holds all content
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
  // Before painting, so that nothing is rendered at the wrong offset.
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
