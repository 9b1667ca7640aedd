import type { MessageReading } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import { stretches } from "./spans.ts";

const text = messages.reading;

interface HowReadProps {
  /** What the person wrote. */
  words: string;
  spans: MessageReading["spans"];
}

/** A collapsed line that expands to the person's own words, each annotated with how it was understood. */
export function HowRead({ words, spans }: HowReadProps) {
  return (
    <details className="text-[13px] text-ink-2 open:basis-full">
      <summary className="inline-flex min-h-6 cursor-pointer items-center rounded text-ink-3 hover:text-ink-2 pointer-coarse:min-h-11">
        {text.how}
      </summary>
      <p className="mt-1 whitespace-pre-wrap rounded-lg border border-line bg-surface px-3 py-2 leading-9 [overflow-wrap:anywhere]">
        {stretches(words, spans).map(({ start, text: stretch, span }) =>
          span ? (
            <ruby key={start} className="rounded bg-accent-soft px-0.5 text-ink [ruby-position:under]">
              {stretch}
              <rt className="text-[11px] text-ink-2">{text.types[span.type] ?? span.type}</rt>
            </ruby>
          ) : (
            <span key={start}>{stretch}</span>
          ),
        )}
      </p>
    </details>
  );
}
