import { type CountWords, counted } from "../words.ts";

export const countWords: CountWords = {
  places: {
    ...counted(
      "first|1st|top second|2nd third|3rd fourth|4th fifth|5th sixth|6th seventh|7th eighth|8th ninth|9th tenth|10th",
    ),
    last: -1,
    final: -1,
    bottom: -1,
    penultimate: -2,
    former: 1,
    latter: -1,
    middle: 0,
  },
  numbers: counted("one two|couple|pair three four five six seven eight nine ten"),
  filters: {
    overdue: ["overdue", "late", "behind"],
    undated: ["no date", "undated", "without a date", "no deadline", "got a date"],
    high: ["urgent", "important", "priority", "high"],
    repeating: ["repeat", "recurring"],
    next: ["next", "first thing", "start with"],
    free: ["free", "busy"],
  },
  same: new Set(["same", "too", "also", "well", "likewise", "ditto"]),
  others: { one: new Set(["other"]), all: new Set(["rest", "remaining", "others", "remainder"]) },
  negators: new Set(
    "not no none never nor without dont don doesnt didnt isnt arent wasnt werent wont cant hasnt havent shouldnt".split(
      " ",
    ),
  ),
  another: { one: new Set(["one", "another"]), for: new Set(["for"]) },
  both: ["both", "both of them", "either", "the two of them", "these two", "those two"],
  around: {
    fillers: new Set("um uh uhm er erm hmm".split(" ")),
    linking: new Set("for with by".split(" ")),
    closing: new Set(),
  },
  abbreviations: new Set("mr mrs ms dr prof st no nr approx".split(" ")),
  wrapper:
    /^(?:(?:note|jot|put|mark) (?:me )?down|put me|add me|pop me|(?:i|we) (?:need|have|ought|must|should))(?: for| to)? (?=\p{L})/iu,
  articles: new Set(["a", "an", "the", "some"]),
};
