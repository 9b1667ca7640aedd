import type { Profile } from "@todo-chatbot/contracts";
import { History, Keyboard, LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import { accountApi } from "../api/account.ts";
import { messages } from "../messages/en.ts";
import { IconButton } from "../ui/button.tsx";
import { Logo } from "../ui/logo.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { setTheme, useTheme } from "../ui/theme.ts";
import { themes } from "../ui/theme-name.ts";
import { ConversationList } from "./conversation-list.tsx";
import { tellOtherTabs } from "./other-tabs.ts";
import { forgetPerson } from "./use-profile.ts";
import type { Overlay } from "./workspace.tsx";

const text = messages.nav;
const themeIcons = { system: Monitor, light: Sun, dark: Moon };

interface SidebarProps {
  profile: Profile;
  conversation: string;
  onOpen: (id: string | null) => void;
  onOverlay: (overlay: Overlay) => void;
}

/** The person's chats, and links to everything that is neither chat nor task. */
export function Sidebar({ profile, conversation, onOpen, onOverlay }: SidebarProps) {
  const theme = useTheme();
  const ThemeIcon = themeIcons[theme];
  const nextTheme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  return (
    <nav aria-label={text.conversations} className="flex min-h-0 w-full flex-1 flex-col gap-3 p-3">
      <p className="hidden h-9 items-center gap-2 px-2 font-semibold tracking-tight lg:flex">
        <Logo />
        {messages.product}
      </p>
      <ConversationList current={conversation} onOpen={onOpen} />
      <div className="flex flex-col gap-0.5 border-line border-t pt-2">
        <button type="button" onClick={() => onOverlay("activity")} className={line}>
          <History size={16} aria-hidden />
          {text.activity}
        </button>
        <PageLink href="/settings" className={line}>
          <Settings size={16} aria-hidden />
          {text.settings}
        </PageLink>
        <div className="mt-1 flex items-center gap-0.5 pl-2.5">
          <span className="min-w-0 flex-1 truncate text-ink-2">{profile.name}</span>
          <IconButton label={text.theme[theme]} onClick={() => setTheme(nextTheme)}>
            <ThemeIcon size={16} aria-hidden />
          </IconButton>
          <IconButton
            label={text.shortcuts}
            className="pointer-coarse:hidden"
            onClick={() => onOverlay("shortcuts")}
          >
            <Keyboard size={16} aria-hidden />
          </IconButton>
          <IconButton label={messages.nav.signOut} onClick={() => void signOut()}>
            <LogOut size={16} aria-hidden />
          </IconButton>
        </div>
      </div>
    </nav>
  );
}

const line =
  "flex min-h-8 items-center gap-2 rounded-lg px-2.5 py-1.5 text-left text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11";

async function signOut(): Promise<void> {
  try {
    await accountApi.signOut();
    forgetPerson();
    tellOtherTabs();
    window.location.assign("/sign-in");
  } catch (error) {
    tellFault(error);
  }
}
