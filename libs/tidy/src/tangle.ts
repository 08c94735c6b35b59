/**
 * How hard a function is to follow: cognitive complexity (G. A. Campbell, SonarSource 2018), counted for each function
 * by itself: a branch or loop costs one and one more for each it stands in, `else` one, a row of one logical operator
 * one.
 */
import ts from 'typescript';

const logical: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
]);

const nesting = (node: ts.Node): boolean =>
  ts.isIfStatement(node) ||
  ts.isConditionalExpression(node) ||
  ts.isSwitchStatement(node) ||
  ts.isCatchClause(node) ||
  ts.isIterationStatement(node, false);

const isElseIf = (node: ts.Node): boolean =>
  ts.isIfStatement(node.parent) && node.parent.elseStatement === node;

const isSameRow = (node: ts.BinaryExpression): boolean =>
  ts.isBinaryExpression(node.parent) && node.parent.operatorToken.kind === node.operatorToken.kind;

/** What the node costs by itself. */
const costOf = (node: ts.Node, depth: number): number => {
  if (ts.isBinaryExpression(node) && logical.has(node.operatorToken.kind)) return isSameRow(node) ? 0 : 1;
  if (!nesting(node)) return 0;
  const hasElse = ts.isIfStatement(node) && node.elseStatement && !ts.isIfStatement(node.elseStatement);
  return (isElseIf(node) ? 1 : depth + 1) + (hasElse ? 1 : 0);
};

/** @param node body of a function; functions within it are counted by themselves */
export const tangleOf = (node: ts.Node, depth = 0): number => {
  let sum = costOf(node, depth);
  const within = nesting(node) && !isElseIf(node) ? depth + 1 : depth;
  ts.forEachChild(node, (child) => {
    if (!ts.isFunctionLike(child)) sum += tangleOf(child, within);
  });
  return sum;
};
