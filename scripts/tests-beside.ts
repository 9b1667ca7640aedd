import path from "node:path";

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/**
 * The tests to run for a change: for each file its own (`x.test.ts` of `x.ts`), or if it has none, those of its folder.
 * @param changed paths of the changed files
 * @param filesIn names of the files in a folder; empty if there is no such folder
 * @returns paths of test files, each once
 */
export function testsBeside(changed: readonly string[], filesIn: (folder: string) => string[]): string[] {
  const tests = changed.flatMap((file) => {
    if (isTest(file)) return [file];
    const folder = path.dirname(file);
    const beside = filesIn(folder).filter(isTest);
    const { name, ext } = path.parse(file);
    const own = beside.filter((test) => test === `${name}.test${ext}`);
    return (own.length > 0 ? own : beside).map((test) => path.join(folder, test));
  });
  return [...new Set(tests)];
}
