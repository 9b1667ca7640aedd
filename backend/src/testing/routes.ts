type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A route of the OpenAPI document that names something by its id. */
export interface IdRoute {
  method: Method;
  /** As the document writes it. */
  template: string;
  /** What is named, in the plural: the segment before the id. */
  kind: string;
  path: (id: string) => string;
}

/**
 * All routes of an OpenAPI document that take an id in their path, for tests that ask each for something of
 * another person. New routes come along by themselves.
 */
export function idRoutes(document: unknown): IdRoute[] {
  const { paths } = document as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([template, methods]) =>
    /\{\w+\}/.test(template)
      ? Object.keys(methods).map((method) => ({
          method: method.toUpperCase() as Method,
          template,
          kind: /([^/]+)\/\{/.exec(template)?.[1] ?? "",
          path: (id: string) => template.replaceAll(/\{\w+\}/g, id),
        }))
      : [],
  );
}
