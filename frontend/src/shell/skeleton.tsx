import { Welcome } from "../chat/welcome.tsx";
import { messages } from "../messages/en.ts";
import { Logo } from "../ui/logo.tsx";

interface SkeletonProps {
  /** What is opened: a new chat, which is known completely, or one that has to be loaded. */
  chat: "new" | "stored";
}

/** The app before it is known who is signed in: the layout, and the text that is the same for everybody. */
export function Skeleton({ chat }: SkeletonProps) {
  return (
    <div className="flex h-dvh flex-col">
      <header className="flex h-12 shrink-0 items-center border-line border-b pl-12 lg:hidden">
        <Product size={20} />
      </header>
      <div className="grid min-h-0 flex-1 lg:grid-cols-[13rem_minmax(0,1fr)_20rem] xl:grid-cols-[15.5rem_minmax(0,1fr)_25rem]">
        <div className="hidden border-line border-r bg-sunken p-3 lg:block">
          <Product size={24} />
        </div>
        <main className="flex min-h-0 min-w-0 flex-col">
          <h1 className="sr-only">{messages.product}</h1>
          <div className="min-h-0 flex-1 overflow-y-hidden px-4">
            <div className="mx-auto flex min-h-full max-w-[42rem] flex-col py-5 text-[15px] leading-[22px]">
              {chat === "new" && <Welcome onSay={null} />}
              <p role="status" className={chat === "new" ? "sr-only" : "m-auto animate-wait text-ink-2"}>
                {messages.loading}
              </p>
            </div>
          </div>
          <div className="mx-auto w-full max-w-[44rem] px-4 pt-1 pb-1 lg:pb-2">
            <div className="h-[46px] rounded-[20px] border border-line-strong bg-surface pointer-coarse:h-[54px]" />
            <div className="h-6" />
          </div>
        </main>
        <div className="hidden border-line border-l lg:block" />
      </div>
      <div className="shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
        <div className="h-14" />
      </div>
    </div>
  );
}

function Product({ size }: { size: number }) {
  return (
    <p className={`flex items-center gap-2 font-semibold ${size === 24 ? "h-9 px-2 tracking-tight" : ""}`}>
      <Logo size={size} />
      {messages.product}
    </p>
  );
}
