// Reads api.h with its parts, the only source of the interface, and the list of solvers that C++ has, and writes what
// others need of them:
//   node wasm/bind.mjs             web/src/engine/generated/api.ts: functions, choices and structures as types
//   node wasm/bind.mjs --list FILE the functions, names and layouts as C++ macros, for the tests
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const typesFile = path.resolve(here, '../web/src/engine/generated/api.ts');

/** Bytes of a field, and the method of a DataView that writes one. */
const fieldTypes = { int: [4, 'setInt32'], uint32_t: [4, 'setUint32'], double: [8, 'setFloat64'] };
const camel = (name) => name.replace(/_+([a-z0-9])/g, (_, c) => c.toUpperCase());
const list = (text) => text.split(',').map((s) => s.trim()).filter(Boolean);

function parseFunctions(text, module) {
  return [...text.matchAll(/FM_API ([\w ]+?\*?) ?(fm_\w+)\(([^)]*)\)\s*FM_NOEXCEPT;/g)].map(([, result, name, args]) => ({
    module,
    name,
    result,
    args: args.trim() === 'void' ? [] : list(args).map((arg) => /(\w+)$/.exec(arg)[1]),
  }));
}

/** Names: what follows the beginning that all enumerators share, up to an underscore; or what a comment has in quotes. */
function parseEnum(tag, body) {
  const rows = [...body.matchAll(/(FM_\w+)(?: = (\d+))?,?[ \t]*(?:\/\/ *(.*))?/g)].map(([, key, value, comment = '']) => ({ key, value, comment }));
  if (!tag) return { constants: rows };
  let shared = rows[0].key;
  for (const { key } of rows) while (!key.startsWith(shared)) shared = shared.slice(0, -1);
  shared = shared.slice(0, shared.lastIndexOf('_') + 1);
  return {
    tag,
    rows: rows.map(({ key, comment }) => ({
      key,
      name: /"([^"]+)"/.exec(comment)?.[1] ?? key.slice(shared.length).toLowerCase().replaceAll('_', '-'),
    })),
  };
}

/** Name, order and evaluations a step of each row of fm::tableaus, whose place is its number. */
function parseSolvers(text) {
  const row = '\\{\\s*"([^"]+)",\\s*(\\d+),\\s*(\\d+),', [, list] = /tableaus\{\{\n([^]*?)\n\}\};/.exec(text) ?? [];
  if (!list) throw new Error('wasm/bind.mjs does not find the list of solvers in tableau.hpp');
  return [...list.matchAll(new RegExp(`${row}|detail::(\\w+)`, 'g'))].map(([, ...found]) => {
    const [name, order, stages] = found[3] ? new RegExp(`Tableau ${found[3]}${row}`).exec(text).slice(1) : found;
    return { name, order, stages };
  });
}

function parseStruct(tag, body) {
  const fields = [];
  let size = 0, alignment = 1;
  for (const [, type, names] of body.replace(/\/\/.*/g, '').matchAll(/(\w+) ([^;]+);/g)) {
    if (!fieldTypes[type]) throw new Error(`wasm/bind.mjs knows no field of type ${type} (in ${tag})`);
    const [bytes, set] = fieldTypes[type];
    for (const name of list(names)) {
      size = Math.ceil(size / bytes) * bytes;
      fields.push({ name, offset: size, set });
      size += bytes;
      alignment = Math.max(alignment, bytes);
    }
  }
  return { tag, fields, size: Math.ceil(size / alignment) * alignment };
}

function parse(header, tableaus) {
  const plain = (text) => text.replace(/\/\/.*/g, '');
  const [, both, engine, digits] = /\n\/\/ === in both modules =+\n([^]*)\n\/\/ === engine\.wasm =+\n([^]*)\n\/\/ === digits\.wasm =+\n([^]*)$/.exec(header) ??
    [];
  if (!digits) throw new Error('wasm/api.h has lost one of its headings (in both modules, engine.wasm, digits.wasm)');
  const functions = [[both, 'both'], [engine, 'engine'], [digits, 'digits']].flatMap(([text, module]) => parseFunctions(plain(text), module));
  const declared = plain(header).split('FM_NOEXCEPT;').length - 1;
  if (functions.length !== declared) throw new Error(`wasm/api.h declares ${declared} functions, of which wasm/bind.mjs understands ${functions.length}`);
  const enums = [...header.matchAll(/\nenum (\w* ?)\{([^}]*)\}/g)].map(([, tag, body]) => parseEnum(tag.trim(), body));
  const structs = [...header.matchAll(/typedef struct (\w+) \{([^}]*)\}/g)].map(([, tag, body]) => parseStruct(tag, body));
  return { functions, enums, structs, solvers: parseSolvers(tableaus) };
}

function typescript({ functions, enums, structs, solvers }) {
  const signature = ({ name, args, result }) => `  ${name}(${args.map((a) => `${camel(a)}: number`).join(', ')}): ${result === 'void' ? 'void' : 'number'};`;
  const of = (module) => functions.filter((f) => f.module === module).map(signature).join('\n');
  const lists = enums.filter((e) => e.tag).map(({ tag, rows }) =>
    `export const ${camel(tag.slice(3))} = [${rows.map(({ name }) => `'${name}'`).join(', ')}] as const;\n`
  );
  const bySolver = (key) => `{ ${solvers.map((s) => `'${s.name}': ${s[key]}`).join(', ')} } as const;\n`;
  const ofSolvers = `export const solvers = [${solvers.map(({ name }) => `'${name}'`).join(', ')}] as const;
/** Evaluations of the velocity in one step. */
export const stages = ${bySolver('stages')}/** The power of the step that a whole run's error falls with. */
export const orders = ${bySolver('order')}`;
  const constants = enums.flatMap((e) => e.constants ?? []).map(({ key, value }) => `export const ${key} = ${value};\n`);
  const layouts = structs.map(({ tag, fields, size }) =>
    `export const ${camel(tag.slice(3))} = {\n  size: ${size},\n  fields: {\n${
      fields.map((f) => `    ${camel(f.name)}: [${f.offset}, '${f.set}'],\n`).join('')
    }  },\n} as const;\n`
  );
  return `// Written by wasm/bind.mjs from wasm/api.h, which says what each of these means. Pointers, handles and numbers are numbers.

/** Of both modules. */
export interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
${of('both')}
}
/** Of engine.wasm. */
export interface EngineExports extends Exports {
${of('engine')}
}
/** Of digits.wasm. */
export interface DigitsExports extends Exports {
${of('digits')}
}

// Choices, in the order of their numbers.
${lists.join('')}${ofSolvers}${constants.join('')}
// Structures: where each field stands, and how it is written.
${layouts.join('')}`;
}

/** FM_CALL(function) fails with a status, FM_CREATE(function, destroy) with null; FM_NAME(list, number, name);
 *  FM_SOLVER(name, order, evaluations a step). */
function macros({ functions, enums, structs, solvers }) {
  const calls = functions.filter((f) => f.result === 'int').map((f) => `FM_CALL(${f.name})`);
  const handles = functions.filter((f) => /^fm_\w+\*$/.test(f.result)).map((f) => `FM_CREATE(${f.name}, ${f.result.slice(0, -1)}_destroy)`);
  const names = enums.filter((e) => e.tag).flatMap(({ tag, rows }) => rows.map(({ key, name }) => `FM_NAME(${tag}, ${key}, "${name}")`));
  const fields = structs.flatMap(({ tag, fields, size }) => [...fields.map((f) => `FM_FIELD(${tag}, ${f.name}, ${f.offset})`), `FM_SIZE(${tag}, ${size})`]);
  return `// Written by wasm/bind.mjs from wasm/api.h. Whoever includes this defines what it wants to see.
#ifdef FM_CALL
${[...calls, ...handles].join('\n')}
#endif
#ifdef FM_NAME
${names.join('\n')}
#endif
#ifdef FM_SOLVER
${solvers.map((s) => `FM_SOLVER("${s.name}", ${s.order}, ${s.stages})`).join('\n')}
#endif
#ifdef FM_FIELD
${fields.join('\n')}
#endif
`;
}

/** Whole or not at all, and only when it is new: several programs may do this at once. */
function write(file, text) {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch { /* not there yet */ }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

/** The interface as data. */
export function read() {
  const file = (name) => readFileSync(path.join(here, name), 'utf8');
  const header = file('api.h').replace(/^#include "(api\/\w+\.h)"$/gm, (_, name) => file(name));
  return parse(header, file('../shared/include/fm/ode/tableau.hpp'));
}
export const bind = () => write(typesFile, typescript(read()));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [flag, file] = process.argv.slice(2);
  if (flag === '--list' && file) write(path.resolve(file), macros(read()));
  else if (!flag) bind();
  else throw new Error('usage: node wasm/bind.mjs [--list FILE]');
}
