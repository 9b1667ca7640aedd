/** Set by the server itself on requests it hands to Better Auth; a client's own is never passed on. */
export const addressHeader = "x-client-address";
