/** A JSON value of unknown shape, as sent by servers. */
export type Loose = Record<string, unknown>;

export const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The choices of a chunk that are objects; servers send one. */
export const choicesOf = ({ choices }: Loose): Loose[] =>
  Array.isArray(choices) ? choices.filter(isRecord) : [];

/** State kept between the chunks of a stream. */
export interface StreamState {
  /** The tools offered in the request. */
  tools: ReadonlySet<string>;
  isFinished: boolean;
  hasCalls: boolean;
  /** Half a surrogate pair whose other half may come with the next chunk. */
  half: string;
  /** Indexes of calls whose name has been received. */
  named: Set<unknown>;
}
