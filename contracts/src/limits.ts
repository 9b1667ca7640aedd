/** The numbers every surface agrees on. They are part of the API: raising one is a change of contract. */
export const limits = {
  titleLength: 200,
  descriptionLength: 2000,
  labelLength: 60,
  labelsPerTask: 20,
  projectLength: 100,
  remindersPerTask: 10,
  /** Exceptions of one series; additions and finished dates as many each. */
  datesPerSeries: 500,
  /** Levels of subtasks, the task at the top included. */
  taskDepth: 5,
  openTasksPerUser: 10_000,
  /**
   * How many tasks one turn or call of an assistant may remove, and change in any way, before the person is
   * asked: subtasks that go along are counted, and all its steps together.
   */
  unasked: { remove: 1, change: 3 },
  apiKeysPerUser: 20,
  invitationsPerUser: 20,
  /** In characters: code points of the Unicode form NFKC. */
  passwordMin: 8,
  passwordMax: 128,
  /** Of one request, with all subtasks it takes along; what is done at once is undone at once. */
  tasksPerChange: 5000,
  batchSize: 100,
  pageSize: 100,
  messageLength: 4000,
  /** Of what a language model says in one answer; more is cut. */
  answerLength: 8000,
  conversationTitleLength: 120,
  searchLength: 200,
} as const;
