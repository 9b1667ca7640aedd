import type { DateLanguage } from "../../../dates/language.ts";
import { clock } from "./clock.ts";
import { days } from "./days.ts";
import { durations } from "./durations.ts";
import { lists } from "./lists.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { pieces } from "./pieces.ts";
import { repetition } from "./repetition.ts";
import { stretches } from "./stretches.ts";
import { words } from "./words.ts";

/** English date words and phrases. */
export const dates: DateLanguage = {
  ordinalSuffixes: "st nd rd th",
  possessive: "s",
  titleCase: true,
  greetings: "good_morning good_afternoon good_evening good_night",
  numbered:
    "chapter chapters page pages version flat room bus train platform number no part episode season series level act verse psalm gate exit unit apartment apt building ward bay size route section paragraph line table figure form step track item phase grade year lesson module question q week day",
  notTypos: "sundry sundae",
  links: "on at for around round about approx approximately circa @ ~ due come @",
  words: { ...numbers, ...names, ...words },
  classes: {
    the: "the~15",
    next: "next nxt nex next_coming",
    coming: "this this_coming coming upcoming the_coming this_next",
    current: "this the_current current the_present",
    last: "last final",
    previous: "last previous past prev the_last the_previous the_past",
    following: "following next after",
    other: "other second alternate 2nd",
    every: "every each ev evry evey every_single each_and_every always_on always_on_the",
    a: "a an one another",
    of: "of in on for",
    past: "past after gone",
    to: "to till til before of",
    until: "until~60 till~55 til~55 untill thru through up_to up_till up_until 'til",
    before: "before~35 b4~50 bfore ahead_of prior_to by_before no_later_than not_later_than b/4",
    after: "after~30 past~20 from_after",
    by: "by~40 no_later_than latest at_the_latest",
    from: "from~35 starting~50 starting_from beginning starting_on from_the as_of effective start since begining commencing",
    hence: "from_now hence from_today out away from_this_moment from_here",
    except: "except but_not except_for excluding except_on apart_from not_on other_than skipping",
    sharp: "o'clock oclock o_clock sharp on_the_dot exactly ish prompt",
    at: "at @ around about by for from",
    per: "a an per each every",
    more: "more extra",
    laterWord: "later after_that",
    earlierWord: "earlier sooner",
    aheadWord:
      "before b4 ahead early prior in_advance beforehand earlier ahead_of_time before_that before_it before_then",
    forward: "forward forwards on back out",
    backward: "forward",
    in: "in within after in_about in_around",
    within: "within inside in_the_next over_the_next",
  },
  forms: { durations, days, stretches, clock, pieces, repetition, lists },
};
