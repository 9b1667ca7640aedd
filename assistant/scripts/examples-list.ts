/** What the grammar page shows: each example is one message, or a conversation. */
export interface Section {
  title: string;
  text: string[];
  examples: string[][];
}

const one = (...messages: string[]): string[][] => messages.map((message) => [message]);

export const sections: readonly Section[] = [
  {
    title: "Adding",
    text: [
      "Polite phrases are dropped, the rest stays as typed. A bare phrase that names something to do is added too. When in",
      "doubt, the assistant asks and offers the possible meanings to tap. Text in quotes is used as the title unchanged.",
    ],
    examples: one(
      "buy milk",
      "could you please add call the plumber to my list?",
      "remind me to water the ferns tomorrow at 5pm",
      "don't let me forget Nadia's parcel",
      'add "Delete old photos"',
      "add pay rent by friday, high priority, #home",
      "add update CV. Note: mention the course",
    ),
  },
  {
    title: "Several at once",
    text: [
      "Several things in one message become several tasks, each with its own date; pasted lists keep their indentation as",
      "subtasks. Lines that are ticked off are left out, and the answer says so.",
    ],
    examples: one(
      "buy milk and call mom tomorrow",
      "buy milk, eggs and bread",
      "add these:\n- oat milk\n- bin bags",
      "[x] oat milk\n[ ] bin bags",
      "returned the drill, and add oil the gate for sunday",
      "add descale the kettle and make it high priority",
    ),
  },
  {
    title: "Dates and times",
    text: [
      "The week starts on the day set in the profile. A date never acquires a time by itself. A time that has already passed",
      "means tomorrow; a date without a year that has already passed means next year. 5/6 is 5 June, or 6 May where the",
      "language or the time zone is American. Morning is 09:00, noon 12:00, afternoon 15:00, evening 19:00, night 21:00.",
    ],
    examples: one(
      "pay rent friday",
      "pay rent next friday",
      "pay rent next week",
      "pay rent in a week",
      "pay rent next month",
      "pay rent this weekend",
      "pay rent end of month",
      "pay rent mid january",
      "pay rent 27th",
      "pay rent 5/6",
      "pay rent on the first monday of october",
      "pay rent first week of october",
      "conference july 13-15",
      "pay rent the day before christmas",
      "meet Ola friday from 2 to 3pm",
      "pay rent in 2 hours",
      "pay rent at 5",
      "pay rent tomorrow at quarter to nine",
      "pay rent on tuesday, no wait, wednesday",
      "pay rent on friday, not thursday",
      "pay rent, but not before friday",
      "report by friday, start on wednesday",
      "party on 31 september",
      "add read tomorrow's paper",
    ),
  },
  {
    title: "Repeating",
    text: [
      "`every!` and “after I do it” count from the day the task was completed; everything else follows the schedule.",
    ],
    examples: one(
      "water the plants every 3 days",
      "standup every weekday at 9:15",
      "swim every mon, wed & fri at 7am",
      "change the sheets every other friday",
      "pay rent on the 1st of every month",
      "pay the cleaner every month on the 1st and 15th",
      "yoga every 2nd monday from 5 oct to 14 dec",
      "send the figures every month on the 15th and the last friday",
      "book club every third thursday of the month 8pm",
      "send invoices on the last workday of every month",
      "renew insurance every year on 3 nov",
      "vitamins every day until 31 oct",
      "clean the fridge every! 6 weeks",
    ),
  },
  {
    title: "Asking",
    text: ["Lists show open tasks unless you ask for completed ones."],
    examples: one(
      "what's on today?",
      "anything overdue?",
      "#garden",
      "which ones have no date?",
      "how many tasks do I have left?",
      "when's my eye test?",
      "have I got anything about roses?",
      "is the compost ordered?",
      "am I free on saturday?",
      "what should I do next?",
    ),
  },
  {
    title: "Completing and deleting",
    text: [
      "A single named task is completed or deleted at once, since it can be undone. Deleting several, or completing more than",
      "three, is confirmed first. If a name matches several tasks, the assistant asks which.",
    ],
    examples: [
      ...one(
        "done with the eye test",
        "ordered the compost",
        "delete the roses",
        "don't delete the eye test",
      ),
      ["finished the call", "the school one"],
      ["finished the call", "the school one", "no, I meant the insurer"],
      ["empty my list", "no, leave it"],
      ["delete the eye test", "oops, bring it back"],
    ],
  },
  {
    title: "Changing",
    text: ["A new day keeps the time, a new time keeps the day, a new label keeps the other labels."],
    examples: one(
      "move the eye test to friday",
      "change the eye test to 4.30pm",
      "push the roses back a week",
      "the compost is urgent now",
      'rename "Order compost" to "Order peat-free compost"',
      "tag the quote #clients",
      "add a note to the drill: it is in the blue box",
      "take the date off the compost",
      "make the roses every 2 weeks",
    ),
  },
  {
    title: "Referring back",
    text: ["“It”, “them”, “both”, “the second one” and corrections refer to what was changed or shown last."],
    examples: [
      ["add call Ines tomorrow at 5pm", "make it 6", "no, friday", "tag it family and make it low priority"],
      ["show the garden ones", "move both to monday"],
      ["show my list", "the second one is done"],
      ["move the eye test to friday", "and remind me the day before"],
      ["add ring Sofie", "sorry, I meant Sophie"],
      ["move the compost to monday", "no, I meant the roses"],
      ["add ring Lars", "I didn't want to add that"],
      ["finished the call", "the school one", "push the other one to monday"],
      ["the compost is urgent now", "same for the roses"],
      ["remove the roses and the compost", "no, just the roses"],
      ["when is the compost due?", "add clear the beds the day before"],
    ],
  },
  {
    title: "Other languages",
    text: [
      "English, Spanish, French, German and Italian are understood for everything on this page, each from what was learned for it.",
    ],
    examples: one(
      "añade comprar pan mañana a las 9",
      "¿qué tengo para hoy?",
      "rappelle-moi d'appeler Léa demain à 15h",
      "qu'est-ce que j'ai aujourd'hui ?",
      "erinnere mich am Donnerstag um 18 Uhr daran, die Blumen zu gießen",
      "was steht heute an?",
      "verschieb Order compost auf Montag",
      "ho pagato la bolletta, e domani alle 9 chiamare il medico",
      "kup mleko i chleb jutro",
    ),
  },
  {
    title: "What it does not do",
    text: ["It says so, and changes nothing."],
    examples: one(
      "is it going to rain on friday?",
      "play some music",
      "can you delete several tasks at once?",
      "thanks, that's all",
    ),
  },
];
