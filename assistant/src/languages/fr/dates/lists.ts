import type { Forms } from "../../../dates/language.ts";

/** French phrases for lists of days and dates. */
export const lists: Forms<"lists"> = {
  ordinalList: [
    "<ordinal|number> et|ou le? <ordinal|number|last>",
    "<ordinal|number> , le? <ordinal|number|last>",
  ],
  ordinalListMore: ["<ordinals> et|ou le? <ordinal|number|last>", "<ordinals> , le? <ordinal|number|last>"],
  monthList: ["<month|months> et|ou <month>", "<month|months> , <month>"],
  nthList: ["<nth|nths> et|ou le? <nth>", "<nth|nths> , et? le? <nth>"],
  weekdayList: [
    "<weekday|weekdays> et|ou <weekday|weekdays>",
    "<weekday|weekdays> <weekday|weekdays>",
    "<weekday|weekdays> et le|les <weekday|weekdays>",
  ],
  weekdayListMore: [
    "<days> et <weekday|weekdays>",
    "<days> <weekday|weekdays>",
    "<days> et le|les <weekday|weekdays>",
  ],
  weekdayRange: ["du? <weekday> au <weekday>"],
};
