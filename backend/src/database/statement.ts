import { is, Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** SQL that is made once, and planned once on each connection to PostgreSQL. */
export interface Statement<Values extends object> {
  /** By which a connection knows it: one name, one text. Without one it is planned each time. */
  readonly name: string | null;
  readonly text: string;
  /** Its parameters in their order. */
  parameters(values: Values): unknown[];
}

const dialect = new PgDialect();

/**
 * Makes a statement of a template in which `sql.placeholder` stands where values will. A placeholder that comes
 * several times is one parameter, so that its type must be told where it is not plain: `${id}::uuid`.
 */
export function statement<Values extends object>(name: string | null, template: SQL): Statement<Values> {
  const { sql: numbered, params } = dialect.sqlToQuery(template);
  const order: unknown[] = [];
  const places = params.map((param) => {
    const isSame = (other: unknown) =>
      other === param || (is(other, Placeholder) && is(param, Placeholder) && other.name === param.name);
    const known = order.findIndex(isSame);
    return known >= 0 ? known + 1 : order.push(param);
  });
  return {
    name,
    text: numbered.replaceAll(/\$(\d+)/g, (_, number: string) => `$${places[Number(number) - 1]}`),
    parameters: (values) =>
      order.map((param) =>
        is(param, Placeholder) ? (values as Record<string, unknown>)[param.name] : param,
      ),
  };
}

/** A statement with its values, to be run inside of a transaction. */
export function bound<Values extends object>(made: Statement<Values>, values: Values): SQL {
  const parameters = made.parameters(values);
  const parts = made.text
    .split(/\$(\d+)/)
    .map((part, index) =>
      index % 2 === 0 ? sql.raw(part) : sql`${sql.param(parameters[Number(part) - 1])}`,
    );
  return sql.join(parts);
}
