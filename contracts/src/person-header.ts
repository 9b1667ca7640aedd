/**
 * Each request of a page names the person it shows, by id. The server refuses it with `person_changed` when the
 * browser's session now belongs to somebody else.
 */
export const personHeader = "x-person-id";
