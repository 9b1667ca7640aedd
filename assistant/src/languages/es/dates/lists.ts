import type { Forms } from "../../../dates/language.ts";

/** Spanish phrases for lists of days and dates. */
export const lists: Forms<"lists"> = {
  ordinalList: [
    "<ordinal|number> y|e|o el? dia? <ordinal|number|last>",
    "<ordinal|number> , el? dia? <ordinal|number|last>",
  ],
  ordinalListMore: [
    "<ordinals> y|e|o el? dia? <ordinal|number|last>",
    "<ordinals> , el? dia? <ordinal|number|last>",
  ],
  monthList: ["<month|months> y|e|o <month>", "<month|months> , <month>"],
  nthList: ["<nth|nths> y|e|o el? <nth>", "<nth|nths> , y? el? <nth>"],
  weekdayList: [
    "<weekday|weekdays> y|e|o <weekday|weekdays>",
    "<weekday|weekdays> <weekday|weekdays>",
    "<weekday|weekdays> y los <weekday|weekdays>",
  ],
  weekdayListMore: [
    "<days> y|e <weekday|weekdays>",
    "<days> , y <weekday|weekdays>",
    "<days> <weekday|weekdays>",
  ],
  weekdayRange: ["de? <weekday> a <weekday>"],
};
