import { type Operator, op } from "./operator.ts";
import { placesOf } from "./shared.ts";

function ordinalsOf(places: readonly number[]): readonly number[] | null {
  const all = [...new Set(places)];
  const known = all.every((n) => Number.isInteger(n) && (n === -1 || (n >= 1 && n <= 31)));
  return known && all.length > 1 && all.length <= 31 ? all : null;
}

function union(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] | null {
  return a && b ? [...new Set([...a, ...b])].sort((x, y) => x - y) : null;
}

function weekdaysFrom(from: number | undefined, to: number | undefined): readonly number[] | null {
  if (!from || !to || from === to) return null;
  const out: number[] = [];
  for (let day = from; ; day = (day % 7) + 1) {
    out.push(day);
    if (day === to) return out.sort((a, b) => a - b);
  }
}

/** Lists of ordinals and of weekdays. */
export const lists = {
  ordinalList: op("ordinals", (a) =>
    ordinalsOf([...a.list("ordinal", "number"), ...(a.has("last") ? [-1] : [])]),
  ),
  ordinalListMore: op("ordinals", (a) =>
    ordinalsOf([
      ...(a.get("ordinals") ?? []),
      ...a.list("ordinal", "number"),
      ...(a.has("last") ? [-1] : []),
    ]),
  ),
  /** "first monday", "2nd and last friday": weekdays by their position in a month. */
  nth: op("nth", (a) => {
    const places = placesOf(a);
    const weekday = a.get("weekday") ?? a.get("weekdays");
    return weekday && places.length > 0 && places.every((n) => n <= 5)
      ? places.map((n) => ({ n, weekday }))
      : null;
  }),
  nthList: op("nths", (a) => [...(a.get("nths") ?? []), ...a.list("nth").flat()]),

  monthList: op("months", (a) => [...new Set([...(a.get("months") ?? []), ...a.list("month")])]),

  // Lists of weekdays
  weekdayList: op("days", (a) => {
    const [x, y] = a.list("weekday", "weekdays");
    return x && y ? union([x], [y]) : null;
  }),
  weekdayListMore: op("days", (a) => {
    const y = a.get("weekday") ?? a.get("weekdays");
    return y ? union(a.get("days"), [y]) : null;
  }),
  weekdayOne: op("days", (a) => [a.get("weekday") ?? a.get("weekdays") ?? 1]),
  weekdayRange: op("days", (a) => {
    const [x, y] = a.list("weekday", "weekdays");
    return weekdaysFrom(x, y);
  }),
} satisfies Record<string, Operator>;
