/** Collects performance entries inside the page, hence a string of source code. */
export const watching = `
window.watched = { inputs: [], tasks: [], rendered: 0, commits: 0 };
new PerformanceObserver((list) => {
  for (const { name, startTime, duration } of list.getEntries())
    watched.inputs.push({ name, startTime, duration });
}).observe({ type: "event", durationThreshold: 16 });
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) watched.tasks.push({ startTime, duration });
}).observe({ type: "longtask" });

// React reports every commit to its developer tools, in production too. Flag 1 marks a component that rendered.
const components = new Set([0, 1, 11, 14, 15]);
function count(fiber, before) {
  if (components.has(fiber.tag) && (!before || fiber.flags & 1)) watched.rendered += 1;
  if (before && fiber.child === before.child) return;
  for (let child = fiber.child; child; child = child.sibling)
    count(child, before && child.alternate);
}
window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  renderers: new Map(),
  supportsFiber: true,
  checkDCE() {},
  inject: () => 1,
  onCommitFiberUnmount() {},
  onPostCommitFiberRoot() {},
  onCommitFiberRoot(_, { current }) {
    watched.commits += 1;
    count(current, current.alternate);
  },
};
`;

export interface Watched {
  /** Inputs that took 16 ms or more until the next paint, and when they came. */
  inputs: { name: string; startTime: number; duration: number }[];
  /** Long tasks: more than 50 ms at a stretch. */
  tasks: { startTime: number; duration: number }[];
  /** How many components rendered, in how many commits. */
  rendered: number;
  commits: number;
}
