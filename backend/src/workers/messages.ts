/** What a worker tells the primary process. */
export type FromWorker =
  /** It can serve. */
  { type: "ready" } | Counted;

/** What the primary process tells a worker. */
export type ToWorker =
  /** Whether every worker can serve. */
  | { type: "all-ready"; ready: boolean }
  /** What another worker counted. */
  | Counted;

/** Requests counted since the last such message, by key. */
export interface Counted {
  type: "counted";
  counts: [key: string, count: number][];
}
