/** A JSON value of unknown make, as servers send it. */
export type Loose = Record<string, unknown>;

export const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The choices of a chunk that are objects; servers send one. */
export const choicesOf = ({ choices }: Loose): Loose[] =>
  Array.isArray(choices) ? choices.filter(isRecord) : [];

/** What is kept of a stream between its chunks. */
export interface StreamState {
  /** The tools that were offered. */
  tools: ReadonlySet<string>;
  isFinished: boolean;
  hasCalls: boolean;
  /** Half a surrogate pair whose other half may come with the next chunk. */
  half: string;
  /** The places of calls whose name has come. */
  named: Set<unknown>;
}
