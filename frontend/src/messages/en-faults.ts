/** What is said when something fails; apart, so that the page that stands in for a broken one is small. */
export const faultMessages = {
  away: "The server cannot be reached. What you type is kept and sent when it is back.",
  awayShort: "The server cannot be reached. What you typed is kept; try again in a moment.",
  rateLimited: "That was a lot at once. Nothing was changed; wait a minute and try again.",
  internal: "Something went wrong on the server. What you typed is kept; try again.",
  page: "This page ran into a fault. Your tasks are safe on the server; load it again.",
  notFoundTitle: "There is no such page",
  notFound: "The address may be mistyped, or what it showed was deleted.",
  home: "Go to your tasks",
  reload: "Load again",
} as const;
