// What a page says to its reader stands in web/src/ui/strings, so that who translates or proofreads it finds all of it.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { isArrayLiteralExpression, isBinaryExpression, isCallExpression, isConditionalExpression, isImportDeclaration, isParenthesizedExpression,
  isPropertyAssignment, isStringLiteral, isNoSubstitutionTemplateLiteral, isTemplateExpression, isTypeNode, SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');

/** Which argument of a call is shown or read out, and properties and attributes that are: there one word is enough. */
const shown = { readout: 0, action: 0, button: 0, say: 0, label: 0, fillText: 0, describe: 1, nextSeed: 1 };
const told = ['label', 'title', 'placeholder', 'aria-label', 'textContent'];
/** Several words that nobody reads. */
const unread = [
  /^[<([.]|\[\w/, // elements, selectors, media queries
  /sans-serif|serif$/, // fonts
  /^(top|bottom) (left|right)$/, // corners of a picture
  /^(turn|any)$/, // what a link calls classes of digits
  /styles\/tokens\.css/, // for who writes a style sheet
];
const word = /\p{L}{2}/u, words = /\p{L}{2,}[^\p{L}<>#[\]]* \p{L}{2,}/u;

const textOf = (
  node,
) => (isTemplateExpression(node) ? [node.head, ...node.templateSpans.map((s) => s.literal)].map((part) => part.text).join(' 0 ') : node.text);
const nameOf = (node) => (node.name ?? node).getText().replaceAll(/^['"]|['"]$/g, '');
const carries = (up) =>
  isConditionalExpression(up) || isParenthesizedExpression(up) ||
  (isBinaryExpression(up) && [SyntaxKind.PlusToken, SyntaxKind.QuestionQuestionToken].includes(up.operatorToken.kind));

function isSaid(node) {
  const text = textOf(node);
  if (!word.test(text) || unread.some((rule) => rule.test(text))) return false;
  let child = node, up = node.parent;
  while (carries(up)) [child, up] = [up, up.parent];
  if (isPropertyAssignment(up) && up.name === child) return false;
  const property = isPropertyAssignment(up)
    ? nameOf(up.name)
    : isBinaryExpression(up) && up.operatorToken.kind === SyntaxKind.EqualsToken
    ? nameOf(up.left)
    : null;
  const call = isCallExpression(up) ? nameOf(up.expression) : null, argument = call && up.arguments.indexOf(child);
  if (property === 'class' || property === 'className' || (call === 'view' && argument === 1)) return false;
  if (words.test(text) || told.includes(property)) return true;
  if (call) return argument === shown[call] || (call === 'element' && argument > 1);
  return isArrayLiteralExpression(up) && up.elements.length === 2 && up.elements[1] === child && isArrayLiteralExpression(up.parent); // [key, its name]
}

/** The literals of the pages' widgets, pictures and controls that a reader would see. */
function literals() {
  const api = new API({ cwd: root }), { program } = api.updateSnapshot({ openProject: path.join(root, 'web/tsconfig.json') }).getProjects()[0], found = [];
  for (const name of program.getSourceFileNames()) {
    if (!/web\/src\/(ui(?!\/strings)|widgets|plot)\//.test(name)) continue;
    const visit = (node) => {
      if (isImportDeclaration(node) || isTypeNode(node)) return;
      if ([isStringLiteral, isNoSubstitutionTemplateLiteral, isTemplateExpression].some((is) => is(node)) && isSaid(node))
        found.push(`${path.relative(root, name)}: ${node.getText()}`);
      node.forEachChild(visit);
    };
    visit(program.getSourceFile(name));
  }
  api.close();
  return found;
}

test('what is said to a reader stands in the table of strings', () => assert.deepEqual(literals(), []));
