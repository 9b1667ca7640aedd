/** A session ends when it was not used for so many days, and however much it is used when it is so old. */
export const sessionDays = {
  idle: 30,
  total: 90,
  /** It is lengthened at most so often. */ lengthenedAfter: 1,
};
