/**
 * What every HTTP handler of the code answers, read by the compiler from its return type: one table a project.
 * Guarantee: a field that is added, removed or retyped changes the table, so that the checked-in copy is stale.
 */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { givenNames, TypeSchemas } from './type-schema';
import type { JsonSchema } from './type-schema';

export interface AnswerTable {
  /** `Controller.handler` -> its answer; no entry = it answers nothing */
  answers: Record<string, JsonSchema>;
  schemas: Record<string, JsonSchema>;
}

const verbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

const decoratorNames = (node: ts.Node): string[] =>
  (ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []).map(({ expression }) =>
    ts.isCallExpression(expression) ? expression.expression.getText() : expression.getText(),
  );

/** Also of a class that a function makes. */
const controllersIn = (node: ts.Node): ts.ClassDeclaration[] => {
  const found: ts.ClassDeclaration[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isClassDeclaration(child) && decoratorNames(child).includes('Controller')) found.push(child);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
};

const handlersOf = (controller: ts.ClassDeclaration): ts.MethodDeclaration[] =>
  controller.members
    .filter(ts.isMethodDeclaration)
    .filter((method) => decoratorNames(method).some((name) => verbs.has(name)));

const programOf = (root: string): ts.Program => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const names = fileNames.filter((name) => !name.endsWith('.spec.ts'));
  return ts.createProgram(names, { ...options, types: ['node'] });
};

const byName = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));

type Names = ReturnType<typeof givenNames>;

const tableOf = (
  checker: ts.TypeChecker,
  names: Names,
  files: readonly ts.SourceFile[],
): AnswerTable | undefined => {
  const schemas = new TypeSchemas(checker, names);
  const answers: [string, JsonSchema][] = [];
  for (const controller of files.flatMap(controllersIn))
    for (const handler of handlersOf(controller)) {
      const key = `${controller.name?.text ?? ''}.${handler.name.getText()}`;
      const signature = checker.getSignatureFromDeclaration(handler);
      const type = signature && checker.getAwaitedType(checker.getReturnTypeOfSignature(signature));
      if (!type || type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) continue;
      answers.push([key, schemas.of(type, key)]);
    }
  return answers.length > 0 ? { answers: byName(answers), schemas: byName(schemas.components) } : undefined;
};

/** Path of a project's table, from the root -> the table. */
export const answerTables = (root: string): Map<string, AnswerTable> => {
  const program = programOf(root);
  const projects = new Map<string, ts.SourceFile[]>();
  for (const file of program.getSourceFiles()) {
    const project = /^(libs|services)\/[^/]+(?=\/src\/)/.exec(relative(root, file.fileName))?.[0];
    if (project && existsSync(join(root, project, 'package.json')))
      projects.set(project, [...(projects.get(project) ?? []), file]);
  }
  const checker = program.getTypeChecker();
  const names = givenNames(checker, [...projects.values()].flat());
  return new Map(
    [...projects].flatMap(([project, files]): [string, AnswerTable][] => {
      const table = tableOf(checker, names, files);
      return table ? [[`${project}/src/generated/answers.json`, table]] : [];
    }),
  );
};
