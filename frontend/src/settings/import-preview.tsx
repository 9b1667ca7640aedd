import type { ImportResult } from "@todo-chatbot/contracts";
import { settingsMessages } from "../messages/en-settings.ts";

const text = settingsMessages;
const counted = ["created", "updated", "unchanged"] as const;

/** What an import would do: how many tasks, and everything that cannot be kept unchanged. */
export function ImportPreview({ result }: { result: ImportResult }) {
  const { created, updated, unchanged, errors, further } = result;
  const more = Object.values(further).reduce((sum, count) => sum + count, 0);
  return (
    <>
      {created + updated + unchanged === 0 ? (
        <p className="text-ink-2">{text.importNothing}</p>
      ) : (
        <dl className="flex flex-wrap gap-x-6 gap-y-1">
          {counted
            .filter((name) => result[name] > 0)
            .map((name) => (
              <div key={name} className="flex items-baseline gap-1.5">
                <dd className="font-semibold text-lg tabular-nums">{result[name]}</dd>
                <dt className="order-last text-ink-2">{text.importCounts[name]}</dt>
              </div>
            ))}
        </dl>
      )}
      {created + updated === 0 && unchanged > 0 && <p className="mt-1 text-ink-2">{text.importSame}</p>}
      {errors.length > 0 && (
        <section aria-label={text.importNotes(errors.length + more)} className="mt-4">
          <h3 className="mb-1.5 font-medium text-[13px] text-ink-2">
            {text.importNotes(errors.length + more)}
          </h3>
          <ul className="divide-y divide-line rounded-lg border border-line">
            {errors.map(({ line, message }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <li key={index} className="px-3 py-2">
                <p className="break-words">{message}</p>
                <p className="text-[13px] text-ink-3">{text.importLine(line)}</p>
              </li>
            ))}
            {more > 0 && <li className="px-3 py-2 text-ink-2">{text.importFurther(more)}</li>}
          </ul>
        </section>
      )}
    </>
  );
}
