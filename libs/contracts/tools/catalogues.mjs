// Data files as typed constants, so that the built library reads no file at run time.
import { format } from 'prettier';

const style = { parser: 'typescript', singleQuote: true, printWidth: 110, trailingComma: 'all' };

const asConstant = (banner, imports, declaration, value) =>
  format(`${banner}\n${imports}\n\nexport const ${declaration} = ${JSON.stringify(value)};\n`, style);

/** One row per type and producer: several services may publish the same type on topics of their own. */
function eventRows(events) {
  return events.flatMap(({ topics, ...event }) =>
    topics.map(({ pattern, producer }) => ({
      type: event.type,
      topics: pattern,
      producer,
      consumers: event.consumers,
      keyOf: event.key,
      ciphered: event.ciphered,
      zh: event.zh,
      en: event.en,
    })),
  );
}

export async function generateCatalogues(readJson, banner) {
  const documents = readJson('data', 'documents.json');
  const prohibited = readJson('data', 'prohibited-actions.json');
  return [
    [
      'src/generated/event-rows.ts',
      await asConstant(
        banner,
        "import type { EventCatalogue } from '../event-catalogue';",
        'eventCatalogue: EventCatalogue',
        eventRows(readJson('data', 'events.json')),
      ),
    ],
    [
      'src/generated/documents.ts',
      await asConstant(
        banner,
        "import type { DocumentRow } from '../catalogues/data-rows';",
        'documentsCatalogue: readonly DocumentRow[]',
        documents.map((row) => ({
          code: row.code,
          zh: row.name_zh,
          en: row.name_en,
          makerRole: row.maker_role,
          alsoMadeBy: row.also_made_by ?? [],
          satisfiedBy: row.satisfied_by ?? [],
          when: row.when,
          basis: row.basis,
          aliases: row.aliases,
        })),
      ),
    ],
    [
      'src/generated/prohibited-actions.ts',
      await asConstant(
        banner,
        "import type { ProhibitedActionRow } from '../catalogues/data-rows';",
        'prohibitedActions: readonly ProhibitedActionRow[]',
        prohibited.map((row) => ({
          code: row.code,
          zh: row.rule_zh,
          en: row.rule_en,
          args: row.args,
          attempt: row.attempt,
          kind: row.kind,
          basis: row.basis,
        })),
      ),
    ],
  ];
}
