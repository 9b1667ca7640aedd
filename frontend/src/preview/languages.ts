import type { Language, LanguagePack, Packed } from "@todo-chatbot/assistant/preview";

type Parts = [Promise<{ language: LanguagePack }>, Promise<{ default: Packed }>];

/** Data and weights of each language, in chunks of their own, loaded when somebody types in it. */
export const parts: Readonly<Record<Language, () => Parts>> = {
  en: () => [import("@todo-chatbot/assistant/languages/en"), import("@todo-chatbot/assistant/weights/en")],
  es: () => [import("@todo-chatbot/assistant/languages/es"), import("@todo-chatbot/assistant/weights/es")],
  fr: () => [import("@todo-chatbot/assistant/languages/fr"), import("@todo-chatbot/assistant/weights/fr")],
  de: () => [import("@todo-chatbot/assistant/languages/de"), import("@todo-chatbot/assistant/weights/de")],
  it: () => [import("@todo-chatbot/assistant/languages/it"), import("@todo-chatbot/assistant/weights/it")],
};
