import type { Profile } from "@todo-chatbot/contracts";
import { ListChecks, Menu, MessageCircle } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { connection } from "../api/connection.ts";
import { ChatPanel } from "../chat/chat-panel.tsx";
import { useStore } from "../lib/external-store.ts";
import { part } from "../lib/part.tsx";
import { messages } from "../messages/en.ts";
import { endOfList } from "../tasks/row-focus.ts";
import { undoLast } from "../tasks/task-actions.ts";
import { TaskPanel } from "../tasks/task-panel.tsx";
import { IconButton } from "../ui/button.tsx";
import { Logo } from "../ui/logo.tsx";
import { Banner } from "./banner.tsx";
import { Sidebar } from "./sidebar.tsx";
import { talkOf } from "./talk.ts";
import { useFindKey } from "./use-find-key.ts";
import { useKeys } from "./use-keys.ts";
import { useLiveFeed } from "./use-live-feed.ts";

const Dialog = part(() => import("../ui/dialog.tsx").then(({ Dialog }) => Dialog));
const Activity = part(() => import("../activity/activity.tsx").then(({ Activity }) => Activity));
const Shortcuts = part(() => import("./shortcuts.tsx").then(({ Shortcuts }) => Shortcuts));

export type Overlay = "menu" | "activity" | "shortcuts";
type View = "chat" | "tasks";

/** Chats, the open chat and the tasks: side by side if there is room, else one at a time. */
export function Workspace({ profile }: { profile: Profile }) {
  const [{ turns, current, open, followAddress }] = useState(() => talkOf(profile.email));
  const conversation = useStore(current);
  const [view, setView] = useState<View>("chat");
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const close = () => setOverlay(null);

  useLiveFeed(turns);
  useEffect(() => {
    followAddress();
    void turns.pump();
    window.addEventListener("popstate", followAddress);
    const stop = connection.onRecovered(() => void turns.pump());
    return () => {
      window.removeEventListener("popstate", followAddress);
      stop();
    };
  }, [turns, followAddress]);

  /** On a phone, a hidden part must be shown before it can be focused. */
  function go(to: View, focus: () => void) {
    setView(to);
    requestAnimationFrame(focus);
  }

  function openConversation(id: string | null) {
    open(id);
    close();
    go("chat", () => box.current?.focus());
  }

  const openFind = () => go("tasks", () => find.current?.focus());
  useFindKey(find, openFind);
  useKeys({
    "/": () => go("chat", () => box.current?.focus()),
    "?": () => setOverlay("shortcuts"),
    a: () => setOverlay("activity"),
    u: () => void undoLast(),
    c: () => openConversation(null),
    n: () => {
      setView("tasks");
      setAdding(true);
    },
    f: openFind,
    t: () => go("tasks", () => endOfList("first")?.focus()),
  });

  const sidebar = (
    <Sidebar profile={profile} conversation={conversation} onOpen={openConversation} onOverlay={setOverlay} />
  );

  return (
    <div className="flex h-dvh flex-col print:block print:h-auto">
      <button
        type="button"
        onClick={() => go("chat", () => box.current?.focus())}
        className="print:hidden absolute top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-3 py-2 text-accent-ink focus:translate-y-0"
      >
        {messages.skipToMessage}
      </button>
      <Banner />
      <header className="print:hidden flex h-12 shrink-0 items-center gap-2 border-line border-b px-2 lg:hidden">
        <IconButton label={messages.nav.menu} onClick={() => setOverlay("menu")}>
          <Menu size={20} aria-hidden />
        </IconButton>
        <p className="flex items-center gap-2 font-semibold">
          <Logo size={20} />
          {messages.product}
        </p>
      </header>
      <div className="grid min-h-0 flex-1 print:block lg:grid-cols-[13rem_minmax(0,1fr)_20rem] xl:grid-cols-[15.5rem_minmax(0,1fr)_25rem]">
        <div className="hidden min-h-0 print:hidden border-line border-r bg-sunken lg:flex">{sidebar}</div>
        <main className="contents">
          <h1 className="sr-only">{messages.product}</h1>
          <section
            aria-label={messages.chat.region}
            className={`min-h-0 min-w-0 flex-col print:hidden ${view === "chat" ? "flex" : "hidden lg:flex"}`}
          >
            <ChatPanel
              conversation={conversation}
              turns={turns}
              box={box}
              draftKey={`draft:${profile.email}`}
              timeZone={profile.timeZone}
            />
          </section>
          <section
            ref={list}
            aria-label={messages.tasks.region}
            className={`min-h-0 min-w-0 overflow-y-auto print:block print:overflow-visible print:border-0 print:px-0 border-line bg-canvas px-5 pb-8 lg:block lg:border-l ${view === "tasks" ? "block" : "hidden"}`}
          >
            <TaskPanel adding={adding} onAdding={setAdding} findRef={find} scroller={list} />
          </section>
        </main>
      </div>
      <BottomBar view={view} onView={setView} />
      {overlay === "menu" && (
        <Dialog title={messages.product} form="drawer" onClose={close}>
          {sidebar}
        </Dialog>
      )}
      {overlay === "activity" && <Activity onClose={close} />}
      {overlay === "shortcuts" && <Shortcuts onClose={close} />}
    </div>
  );
}

function BottomBar({ view, onView }: { view: View; onView: (view: View) => void }) {
  const tabs = [
    ["chat", messages.nav.chat, MessageCircle],
    ["tasks", messages.nav.tasks, ListChecks],
  ] as const;
  return (
    <nav
      aria-label={messages.nav.label}
      className="print:hidden flex shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {tabs.map(([name, label, Icon]) => (
        <button
          key={name}
          type="button"
          aria-current={view === name ? "page" : undefined}
          onClick={() => onView(name)}
          className={`flex h-14 flex-1 flex-col items-center justify-center gap-0.5 font-medium text-xs -outline-offset-2 ${view === name ? "text-accent" : "text-ink-2"}`}
        >
          <Icon size={20} aria-hidden />
          {label}
        </button>
      ))}
    </nav>
  );
}
