import Router from "next/router";
import { reloadHistory, rememberTurn } from "../chat/history.ts";
import { isNew, newConversationName, Turns } from "../chat/turns.ts";
import { ExternalStore } from "../lib/external-store.ts";
import { taskStore } from "../tasks/task-store.ts";
import { reloadConversations } from "./conversation-list.tsx";

/**
 * A person's messages in progress, and the open conversation. Lives as long as the document, so that an
 * answer continues while another page is shown.
 */
export class Talk {
  readonly turns: Turns;
  /** The open conversation's id, or a temporary name for one that does not exist yet. */
  readonly current: ExternalStore<string>;

  constructor(email: string) {
    this.turns = new Turns(`outbox:${email}:`, {
      onConversation: (name, id) => {
        if (this.current.get() === name) this.#show(id, true);
        reloadConversations();
      },
      onOutcome: (turn, outcome) => {
        taskStore.put(outcome.tasks);
        rememberTurn(turn, outcome);
        reloadConversations();
      },
      onLost: reloadHistory,
    });
    // The draft of a chat that never started is stored under its temporary name.
    const waiting = this.turns.get().find(({ conversation }) => isNew(conversation));
    this.current = new ExternalStore(waiting?.conversation ?? newConversationName());
  }

  /** Opens a conversation, or a new one, and puts it in the address. */
  readonly open = (id: string | null): void => this.#show(id ?? newConversationName(), false);

  /** Opens what the address names, after loading and when navigating back and forward. */
  readonly followAddress = (): void => {
    const id = /^\/c\/([0-9a-f-]{36})$/i.exec(window.location.pathname)?.[1];
    if (id) this.current.set(id);
    else if (!isNew(this.current.get())) this.current.set(newConversationName());
  };

  #show(conversation: string, replace: boolean): void {
    this.current.set(conversation);
    const path = isNew(conversation) ? "/" : `/c/${conversation}`;
    if (path === window.location.pathname || window.location.pathname === "/settings") return;
    // Every address of the app is the same page, so there is nothing to load.
    const options = { shallow: true, scroll: false };
    if (replace) void Router.replace("/", path, options);
    else void Router.push("/", path, options);
  }
}

const talks = new Map<string, Talk>();

/** The instance of a person. */
export function talkOf(email: string): Talk {
  const talk = talks.get(email) ?? new Talk(email);
  talks.set(email, talk);
  return talk;
}
