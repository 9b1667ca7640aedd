import type { Talk } from "../language.ts";

/** Replies to messages that ask for nothing to be done, in English. */
export const talk: Talk = {
  greeting: [
    "Hello! What’s on your mind?",
    "Hi there! What can I note down?",
    "Hey! What are we doing today?",
  ],
  thanks: ["You’re welcome.", "Any time.", "Glad to help."],
  smalltalk: [
    "Nice to hear from you. I’m here when something needs doing.",
    "I’m all ears, and your list is at hand.",
    "Always good to chat. Your list is right here when you want it.",
  ],
  feeling: [
    "I hear you. One thing at a time.",
    "That sounds like a lot. Some of it can surely wait.",
    "Go easy on yourself; the list can wait.",
  ],
  statement: [
    "Good to know. Your list stays as it is.",
    "Understood; I’ve left your list alone.",
    "Thanks for telling me. I’ve changed nothing.",
  ],
  plan: [
    "Sounds like a plan. Say the word and I’ll put it down.",
    "When you’ve decided, I’ll note it.",
    "Take your time; I’ll keep it once you’re sure.",
  ],
  hypothetical: [
    "Nothing changes until you say so.",
    "We can do that when it comes to it.",
    "Just say so if it comes to that.",
  ],
  negated: ["All right, I’ll leave it.", "Fine, it stays as it is.", "OK, I won’t touch it."],
  question: [
    "I only know your list, so I can’t tell you that.",
    "That’s beyond me: I know what’s on your list and little else.",
    "I wish I knew. I can look through your list, though.",
  ],
  help: [
    "Tell me what there is to do: “buy milk tomorrow at 9”. Ask “what’s due this week?”, say “the second one is done” or “move the dentist to Friday”, and “undo” takes it back.",
    "Say things as you’d say them to a person: “call mum on Sunday”, “what’s left today?”, “milk’s done”, “make that high priority”, “undo”.",
  ],
  bot: [
    "I’m the assistant that comes with your list; there’s no person behind me.",
    "I’m a program that keeps your to-do list, and I only see that.",
    "Just your list’s assistant: no body, no holidays, no hobbies.",
  ],
  outside: [
    "I can’t do that one; I look after your to-do list.",
    "That’s outside what I can do. Your list is my whole world.",
    "I’m afraid that’s not in my hands. Noting things down is.",
  ],
  quote: [
    "I’ll take that as a quotation; nothing on your list changes.",
    "Nicely put. I’ve left your list alone.",
    "Those are somebody’s words, so I’ve done nothing with them.",
  ],
  noise: [
    "I didn’t catch that. Could you say it another way?",
    "That went past me. What would you like to do?",
    "Sorry, I couldn’t make that out.",
  ],
};
