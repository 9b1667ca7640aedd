/**
 * A page names with each request the person it shows, by their id. The server refuses it with
 * `person_changed` when the browser's session is another person's by now.
 */
export const personHeader = "x-person-id";
