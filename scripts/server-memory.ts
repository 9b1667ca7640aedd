// Settings that make the backend return memory to the system after a burst of work. Only glibc reads the variables.

/**
 * V8: the semi-space of the young generation, in MB. Twice this is filled before a collection, instead of 128 MB.
 */
export const memoryFlags: readonly string[] = ["--max-semi-space-size=8"];

/**
 * glibc: one arena instead of several fragmented ones; larger blocks are mapped outside of it and unmapped when freed.
 */
export const memoryEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "65536",
};
