import { type ComponentType, lazy, Suspense } from "react";

/** A component in a file of its own, which is loaded when it is first drawn; nothing stands in its place until then. */
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
 * Loads at the first sign of somebody on the page, so that what a click or key asks for is there when it is asked for,
 * and does not stand in the way of what is seen first.
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
  // What cannot be loaded says so where it is drawn.
  for (const load of waiting) void Promise.resolve(load()).catch(() => undefined);
}
