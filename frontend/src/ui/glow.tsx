import { type ReactNode, useRef } from "react";

/**
 * Makes its content glow once whenever `of` changes while it is shown.
 * @param at also glow when it first appears
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
