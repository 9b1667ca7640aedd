import type { MessageReading } from "@todo-chatbot/contracts";

type Span = MessageReading["spans"][number];

/** A section of a person's message; `span` says how it was read, null if it was not used. */
export interface Stretch {
  start: number;
  text: string;
  span: Span | null;
}

/** A message split where its spans begin and end. Of overlapping spans the first counts; offsets past the end are ignored. */
export function stretches(message: string, spans: readonly Span[]): Stretch[] {
  const cut: Stretch[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) cut.push({ start: at, text: message.slice(at, end), span: null });
  };
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end <= span.start || span.end > message.length) continue;
    plain(span.start);
    cut.push({ start: span.start, text: message.slice(span.start, span.end), span });
    at = span.end;
  }
  plain(message.length);
  return cut;
}
