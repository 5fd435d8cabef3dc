// The form of TypeScript and of the modules for node: node tools/lib/format.mjs [--check]
import { createFromBuffer } from '@dprint/formatter';
import { getPath } from '@dprint/typescript';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const formatter = createFromBuffer(readFileSync(getPath()));
// Where a line may break is the writer's to choose; how it looks then is not.
formatter.setConfig({ lineWidth: 160, indentWidth: 2 }, {
  quoteStyle: 'preferSingle',
  quoteProps: 'preserve',
  useBraces: 'maintain',
  singleBodyPosition: 'maintain',
  nextControlFlowPosition: 'maintain',
  preferHanging: true,
  'arguments.preferHanging': 'always',
  'parameters.preferHanging': 'always',
  'arrayExpression.preferHanging': 'always',
  'binaryExpression.operatorPosition': 'sameLine',
  'arrowFunction.useParentheses': 'force',
  'module.sortImportDeclarations': 'maintain',
  'module.sortExportDeclarations': 'maintain',
  'importDeclaration.sortNamedImports': 'maintain',
  'exportDeclaration.sortNamedExports': 'maintain',
});
const faults = formatter.getConfigDiagnostics();
if (faults.length) throw new Error(JSON.stringify(faults));

const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs']; // new ones too
const files = execFileSync('git', list, { encoding: 'utf8' }).trim().split('\n').filter(existsSync);
const unformed = files.filter((filePath) => {
  const fileText = readFileSync(filePath, 'utf8'), text = formatter.formatText({ filePath, fileText });
  if (text !== fileText && !process.argv.includes('--check')) writeFileSync(filePath, text);
  return text !== fileText;
});
if (process.argv.includes('--check')) {
  for (const file of unformed) console.error(`${file} is not formatted: ./course format mends it`);
  if (unformed.length) process.exit(1);
  console.log(`all ${files.length} files of TypeScript and JavaScript are formatted`);
}
