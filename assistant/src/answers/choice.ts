import type { Item } from "../parse/items.ts";
import { readPlaces } from "../parse/reference.ts";
import type { State } from "../parse/state.ts";
import { tokenise } from "../text/tokens.ts";

/** The numbers, from 1, an answer picks out of `count` options: "2", "the first two", "both", "all"; null for none. */
export function chosen(text: string, count: number): number[] | null {
  const tokens = tokenise(text).filter(
    (token) =>
      !/^[.!?,]+$/.test(token.text) &&
      !/^(?:please|pls|just|only|thanks|i|mean|meant|want|yes|yeah|ok|delete|remove|mark|complete|its|do|with|go)$/.test(
        token.key,
      ),
  );
  if (tokens.length === 0 || tokens.length > 8) return null;
  const line = tokens.map((token) => token.key).join(" ");
  if (/^(?:both|both of them|both of those|the two|all two|both tasks)$/.test(line))
    return count === 2 ? [1, 2] : null;
  if (
    /^(?:all|all of them|everything|every one|them all|all of those|all of these|the lot|each|todas|todos|tous|toutes|alle|beide|ambos|ambas|les deux|all three|all four)$/.test(
      line,
    )
  )
    return range(count);
  const items: Item[] = tokens.map((token, k) => ({ kind: token.kind, from: k, to: k + 1, key: token.key }));
  const places = readPlaces(items, { tokens } as unknown as State);
  if (!places) return null;
  const real = places.map((place) => (place < 0 ? count + 1 + place : place));
  return real.every((place) => place >= 1 && place <= count) ? real : null;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}
