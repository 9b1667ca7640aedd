import type { Forms } from "../../../dates/language.ts";

/** German phrases for lists of days and dates. */
export const lists: Forms<"lists"> = {
  ordinalList: ["<ordinal> und|u|oder am|dem|den|der|die|das? <ordinal|last>"],
  ordinalListMore: ["<ordinals> und|u|oder am|dem|den|der|die|das? <ordinal|last>"],
  monthList: ["<month|months> und|u|oder <month>", "<month|months> , <month>"],
  nthList: [
    "<nth|nths> und|u|oder am|dem|den|der|die|das? <nth>",
    "<nth|nths> , und? am|dem|den|der|die|das? <nth>",
  ],
  weekdayList: ["<weekday|weekdays> und|u|oder <weekday|weekdays>", "<weekday|weekdays> <weekday|weekdays>"],
  weekdayListMore: ["<days> und|u <weekday|weekdays>", "<days> <weekday|weekdays>"],
  weekdayRange: ["von? <weekday|weekdays> bis <weekday|weekdays>"],
};
