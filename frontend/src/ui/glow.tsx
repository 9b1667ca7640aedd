import { type ReactNode, useRef } from "react";

/**
 * Its content glows once whenever `of` changes to another value while it is shown.
 * @param at glows when it first appears too
 */
export function Glow({ of, at = false, children }: { of: string; at?: boolean; children: ReactNode }) {
  const seen = useRef({ value: of, count: at ? 1 : 0 });
  if (seen.current.value !== of) seen.current = { value: of, count: seen.current.count + 1 };
  const { count } = seen.current;
  return (
    <span key={count} className={count > 0 ? "animate-glow rounded" : ""}>
      {children}
    </span>
  );
}
