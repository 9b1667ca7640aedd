import { messages } from "../messages/en.ts";

const text = messages.chat;

/**
 * Example sentences for an empty chat, which can be sent.
 * @param onSay null until the person is known
 */
export function Welcome({ onSay }: { onSay: ((text: string) => void) | null }) {
  return (
    <div className="m-auto flex w-full max-w-md flex-col items-start gap-2 py-10">
      <p className="font-semibold text-2xl tracking-tight">{text.welcome}</p>
      <p className="mb-3 text-[15px] text-ink-2 leading-[22px]">{text.welcomeText}</p>
      {text.examples.map((example) => (
        <button
          key={example}
          type="button"
          disabled={onSay === null}
          onClick={() => onSay?.(example)}
          className="rounded-[18px] border border-line bg-surface px-4 py-2 text-left text-[15px] shadow-card transition-colors hover:border-accent hover:bg-accent-soft pointer-coarse:min-h-11"
        >
          {example}
        </button>
      ))}
    </div>
  );
}
