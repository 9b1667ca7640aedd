import type { Forms } from "../../../dates/language.ts";

/** English phrases for lists of days and dates. */
export const lists: Forms<"lists"> = {
  ordinalList: ["<ordinal> and|or|plus|n the? <ordinal|last>", "<ordinal> , the <ordinal|last>"],
  ordinalListMore: [
    "<ordinals> and|or|plus|n the? <ordinal|last>",
    "<ordinals> , and|the <ordinal|last>",
    "<ordinals> , and the <ordinal|last>",
  ],
  monthList: ["<month|months> and|or|plus|& <month>", "<month|months> , and? <month>"],
  nthList: ["<nth|nths> and|or|plus the? <nth>", "<nth|nths> , and? the? <nth>"],
  weekdayList: [
    "<weekday|weekdays> and|n|an|plus|or <weekday|weekdays>",
    "<weekday|weekdays> , and <weekday|weekdays>",
    "<weekday|weekdays> <weekday|weekdays>",
  ],
  weekdayListMore: [
    "<days> and|n|an|plus <weekday|weekdays>",
    "<days> , and <weekday|weekdays>",
    "<days> <weekday|weekdays>",
  ],
  weekdayRange: ["from? <weekday|weekdays> to|through|thru|till|until <weekday|weekdays>"],
};
