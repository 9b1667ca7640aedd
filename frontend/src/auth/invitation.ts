const mark = "#invitation=";

/** The link that invites somebody. The token is in the fragment, which browsers send to no server. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/sign-up${mark}${token}`;
}

/** The token in a link, in the fragment of one, or alone, as people paste it. */
export function invitationToken(text: string): string {
  const at = text.indexOf(mark);
  return (at < 0 ? text.replace(/^#.*/, "") : text.slice(at + mark.length)).trim();
}
