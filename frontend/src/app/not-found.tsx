import { messages } from "../messages/en.ts";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-full max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="font-semibold text-xl">{messages.faults.notFoundTitle}</h1>
      <p className="text-ink-2">{messages.faults.notFound}</p>
      <a href="/" className="font-medium text-accent underline">
        {messages.faults.home}
      </a>
    </main>
  );
}
