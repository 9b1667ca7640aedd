import { messages } from "../messages/en.ts";
import { Dialog } from "../ui/dialog.tsx";

/** Which key does what. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={messages.shortcuts.title} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {messages.shortcuts.list.map(([keys, what]) => (
          <div key={`${keys} ${what}`} className="contents">
            <dt className="flex gap-1">
              {keys.split(" ").map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-md border border-line bg-sunken px-1.5 py-0.5 text-center font-sans text-[13px]"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
