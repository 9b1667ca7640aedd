/** Limits shared by all interfaces. They are part of the API: raising one changes the contract. */
export const limits = {
  titleLength: 200,
  descriptionLength: 2000,
  labelLength: 60,
  labelsPerTask: 20,
  projectLength: 100,
  remindersPerTask: 10,
  /** Exceptions of one series; also the limit for its additions and for its completed dates. */
  datesPerSeries: 500,
  /** Levels of nesting, including the top-level task. */
  taskDepth: 5,
  openTasksPerUser: 10_000,
  /**
   * How many tasks one turn or call of an assistant may remove, and change in any way, before the person is
   * asked. Affected subtasks count, and all steps of the turn are added up.
   */
  unasked: { remove: 1, change: 3 },
  /** Names of people, of API keys and of invitations. */
  nameLength: 100,
  /** The maximum length of an email address (RFC 5321, erratum 1690). */
  emailLength: 254,
  apiKeysPerUser: 20,
  invitationsPerUser: 20,
  /** In characters: code points of the Unicode form NFKC. */
  passwordMin: 8,
  passwordMax: 128,
  /** Per request, including all affected subtasks; what is done in one request is undone in one. */
  tasksPerChange: 5000,
  batchSize: 100,
  pageSize: 100,
  messageLength: 4000,
  /** Length of one answer of a language model; the rest is cut off. */
  answerLength: 8000,
  conversationTitleLength: 120,
  searchLength: 200,
} as const;
