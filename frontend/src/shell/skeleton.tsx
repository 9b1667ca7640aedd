import { messages } from "../messages/en.ts";
import { Logo } from "../ui/logo.tsx";

/** The app's outline while it is not known yet who is here: everything has its place already. */
export function Skeleton() {
  return (
    <div className="flex h-dvh lg:grid lg:grid-cols-[13rem_minmax(0,1fr)_20rem] xl:grid-cols-[15.5rem_minmax(0,1fr)_25rem]">
      <div className="hidden border-line border-r bg-sunken p-3 lg:block">
        <p className="flex h-9 items-center gap-2 px-2 font-semibold">
          <Logo />
          {messages.product}
        </p>
      </div>
      <main className="flex flex-1 items-center justify-center">
        <h1 className="sr-only">{messages.product}</h1>
        <p role="status" className="animate-wait text-ink-2">
          {messages.loading}
        </p>
      </main>
      <div className="hidden border-line border-l lg:block" />
    </div>
  );
}
