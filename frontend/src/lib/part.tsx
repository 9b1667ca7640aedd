import { type ComponentType, lazy, Suspense } from "react";

/** A component in a chunk of its own, loaded when it is first rendered; nothing is shown until then. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(() => load().then((component) => ({ default: component })));
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where modules begin
  return function Part(props: P) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

const signs = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
const waiting = new Set<() => unknown>();

/**
 * Loads at the first user activity, so that what a click or key needs is ready in time without delaying the first
 * paint.
 */
export function atFirstSign<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  const once = () => {
    coming ??= load();
    return coming;
  };
  if (typeof window !== "undefined") {
    if (waiting.size === 0)
      for (const sign of signs) window.addEventListener(sign, loadAll, { passive: true });
    waiting.add(once);
  }
  return once;
}

function loadAll(): void {
  for (const sign of signs) window.removeEventListener(sign, loadAll);
  // A part that cannot be loaded reports that when it is rendered.
  for (const load of waiting) void Promise.resolve(load()).catch(() => undefined);
}
