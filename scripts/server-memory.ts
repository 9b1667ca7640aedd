// How the backend is started so that what a burst of work took is given back. Where glibc is not, the environment says
// nothing.

/**
 * Of V8: the space for new objects, which is filled before anything is collected, has twice this at most instead of
 * 128 MB.
 */
export const memoryFlags: readonly string[] = ["--max-semi-space-size=16"];

/**
 * Of glibc: one heap instead of one for every few threads, each with its own holes; and larger pieces outside of it,
 * where they are given back when they are freed.
 */
export const memoryEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "65536",
};
