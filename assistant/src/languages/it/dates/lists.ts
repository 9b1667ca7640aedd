import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for lists of days and dates. */
export const lists: Forms<"lists"> = {
  ordinalList: [
    "<ordinal|number> e|o il|l'? <ordinal|number|last>",
    "<ordinal|number> , il|l'? <ordinal|number|last>",
  ],
  ordinalListMore: [
    "<ordinals> e|o il|l'? <ordinal|number|last>",
    "<ordinals> , il|l'? <ordinal|number|last>",
  ],
  monthList: ["<month|months> e|o <month>", "<month|months> , <month>"],
  nthList: ["<nth|nths> e|o il|la|l'? <nth>", "<nth|nths> , e? il|la|l'? <nth>"],
  weekdayList: [
    "<weekday|weekdays> e|o <weekday|weekdays>",
    "<weekday|weekdays> <weekday|weekdays>",
    "<weekday|weekdays> e il|la <weekday|weekdays>",
  ],
  weekdayListMore: ["<days> e <weekday|weekdays>", "<days> <weekday|weekdays>"],
  weekdayRange: ["dal? <weekday> al|a <weekday>"],
};
