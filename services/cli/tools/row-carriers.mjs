// Writes data/row-carriers.json: for each row of the counties' documents, the tests that name it and what they show.
// A test names a row in a line of its table: an object with `row: '<id>'` beside what the row adds. Lines of counties
// whose folder is not here are left out, since they are not run. `--check` writes nothing and fails if the file differs.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const target = join(root, 'services/cli/data/row-carriers.json');
const seedRows = JSON.parse(readFileSync(join(root, 'libs/routing/data/seed-rows.json'), 'utf8'));

/** Cell of a test's line -> kind of carrier that the test shows. */
const kinds = {
  lead: 'route',
  cooperating: 'route',
  notices: 'notice',
  documents: 'document',
  categories: 'category',
  clocks: 'clock',
  asked: 'knowledge',
  route: 'route',
  registry: 'registry',
  lane: 'lane',
  trigger: 'trigger',
  recurring: 'recurring',
  statistic: 'statistic',
};

const walk = (folder) =>
  readdirSync(folder).flatMap((name) => {
    if (['node_modules', 'dist'].includes(name)) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path);
    return path.endsWith('.spec.ts') ? [path] : [];
  });

const cellsOf = (node) =>
  new Map(
    node.properties.flatMap((cell) =>
      ts.isPropertyAssignment(cell) && ts.isIdentifier(cell.name) ? [[cell.name.text, cell.initializer]] : [],
    ),
  );

const isEmpty = (value) => ts.isArrayLiteralExpression(value) && value.elements.length === 0;

/** Every line of a county's table shows that the row is cited, which is to route. */
const shownBy = (cells, isCountyTable) => {
  const found = Object.entries(kinds).filter(([cell]) => cells.has(cell) && !isEmpty(cells.get(cell)));
  return new Set([...found.map(([, kind]) => kind), ...(isCountyTable ? ['route'] : [])]);
};

const counties = new Set(Object.values(seedRows).map(({ county }) => county));
const isHere = (county) => existsSync(join(root, 'libs/routing/jurisdictions', county));

const linesOf = (path) => {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const isCountyTable = text.includes('describeRows(');
  const lines = [];
  const visit = (node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const cells = cellsOf(node);
      const row = cells.get('row');
      if (row && ts.isStringLiteralLike(row))
        lines.push({ row: row.text, kinds: shownBy(cells, isCountyTable) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
};

const carriers = new Map();
for (const path of ['libs', 'services'].flatMap((group) => walk(join(root, group))).sort()) {
  const ref = relative(root, path).replaceAll('\\', '/');
  for (const line of linesOf(path)) {
    if (line.kinds.size === 0 || !counties.has(line.row.split('-')[0])) continue;
    const seed = seedRows[line.row];
    if (!seed) throw new Error(`${ref}: no document has a row ${line.row}`);
    if (!isHere(seed.county)) continue;
    const known = carriers.get(line.row) ?? new Set();
    for (const kind of line.kinds) known.add(`${kind} ${ref}`);
    carriers.set(line.row, known);
  }
}

const rows = Object.keys(seedRows).filter((id) => carriers.has(id));
const lineOf = (id) => {
  const list = [...carriers.get(id)].sort().map((text) => {
    const [kind, ref] = text.split(' ');
    return { kind, ref };
  });
  return `${JSON.stringify(id)}: ${JSON.stringify(list)}`;
};
const content = `{\n${rows.map(lineOf).join(',\n')}\n}\n`;
const differs = !existsSync(target) || readFileSync(target, 'utf8') !== content;

if (process.argv[2] === '--check') {
  if (differs) console.error('stale: services/cli/data/row-carriers.json (npm run generate -w services/cli)');
  process.exitCode = differs ? 1 : 0;
} else if (differs) {
  writeFileSync(target, content);
  console.log(`written: services/cli/data/row-carriers.json, ${rows.length} rows`);
}
