/** Days after which a session ends: without use, and at most. */
export const sessionDays = {
  idle: 30,
  total: 90,
  /** Days between extensions. */ lengthenedAfter: 1,
};
