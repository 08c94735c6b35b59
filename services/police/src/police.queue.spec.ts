import { policeOutcomes, returnReasons } from '@yimen/contracts';
import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { policeQueue } from './police.queue';

const scene = { branch: 'M2f', childSeen: true, childSafe: true, presentCarer: 'guardian' };
const incident = 'DOC-POLICE-INCIDENT-RECORD';

/** What a complete end of each kind states. */
const complete: Record<string, { facts: Record<string, unknown>; documents: string[] }> = {
  disposed_on_scene: { facts: scene, documents: [incident] },
  admonished: { facts: scene, documents: [incident, 'DOC-ADMONITION'] },
  written_warning: {
    facts: {
      ...scene,
      warningNo: '安公告诫〔2026〕17号',
      deliveredOn: '2026-03-19',
      firstRevisitDue: '2026-03-25',
    },
    documents: [incident, 'DOC-DV-WARNING'],
  },
  administrative_penalty: {
    facts: { ...scene, decisionNo: '安公行罚〔2026〕9号' },
    documents: [incident, 'DOC-ADMIN-PENALTY'],
  },
  case_filed: {
    facts: { ...scene, filing: 'accepted', filingNo: '安公受案〔2026〕3号', filedOn: '2026-03-20' },
    documents: [incident, 'DOC-CASE-FILING'],
  },
  no_violation_found: { facts: scene, documents: [incident] },
  child_found: { facts: { ...scene, debriefed: true }, documents: [incident, 'DOC-FOUND-DEBRIEF'] },
  child_escorted: {
    facts: { ...scene, escortedTo: 'rescue_station' },
    documents: [incident, 'DOC-HANDOVER-FORM'],
  },
  registration_done: { facts: { registeredOn: '2026-03-20' }, documents: [] },
  assistance_given: { facts: {}, documents: [] },
  transferred: {
    facts: { receiptNo: '杭公〔2026〕3号', transferredOn: '2026-03-20' },
    documents: ['DOC-CROSS-REGION-LETTER'],
  },
};

const codes = policeQueue.outcomes.map(({ code }) => code);
const finish = (outcome: string, parts = complete[outcome]): Command => ({
  action: 'finish',
  outcome,
  facts: parts?.facts ?? {},
  documents: parts?.documents ?? [],
});

describe('the police desk', () => {
  it('knows every outcome of the contracts, and the disposal on the scene', () => {
    expect([...codes].sort()).toEqual(
      [...policeOutcomes.map(({ code }) => code), 'disposed_on_scene'].sort(),
    );
    expect(Object.keys(complete).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('ends with %s when facts and documents are there', (code) => {
    expect(given(policeQueue, aSignedItem()).when(finish(code)).answer()).toBe('finished');
  });

  it.each(codes.filter((code) => (complete[code]?.documents.length ?? 0) > 0))(
    'does not end with %s without its papers',
    (code) => {
      const parts = { facts: complete[code]?.facts ?? {}, documents: [] };
      expect(given(policeQueue, aSignedItem()).when(finish(code, parts)).answer()).toBe('document_missing');
    },
  );

  it.each([
    ['admonished', 'DOC-DV-WARNING'],
    ['written_warning', 'DOC-ADMONITION'],
    ['administrative_penalty', 'DOC-ADMONITION'],
    ['case_filed', 'DOC-ADMIN-PENALTY'],
  ])('does not take another instrument for %s', (code, other) => {
    const parts = { facts: complete[code]?.facts ?? {}, documents: [incident, other] };
    expect(given(policeQueue, aSignedItem()).when(finish(code, parts)).answer()).toBe('document_missing');
  });

  it.each(codes.filter((code) => Object.keys(complete[code]?.facts ?? {}).length > 0))(
    'names every fact that %s lacks',
    (code) => {
      const needed =
        policeQueue.outcomes.find((rule) => rule.code === code)?.facts.filter((fact) => fact.needed) ?? [];
      const { params } = given(policeQueue, aSignedItem())
        .when(finish(code, { facts: {}, documents: [] }))
        .refused();
      const { errors } = params as { errors: { field: string }[] };
      expect(errors.map(({ field }) => field)).toEqual(needed.map(({ name }) => `facts.${name}`));
    },
  );

  it('says which branch of the document the scene belonged to', () => {
    const branches = policeQueue.outcomes[0]?.facts.find(({ name }) => name === 'branch')?.codes ?? [];
    expect(branches.map(({ code }) => code)).toEqual(['M2b', 'M2c', 'M2d', 'M2e', 'M2f', 'M2g', 'other']);
  });

  it('returns for the coded reasons and no others', () => {
    expect(policeQueue.returnReasons).toEqual(returnReasons.map(({ code }) => code));
  });

  it('labels everything in both languages', () => {
    const rows = [...policeQueue.outcomes, ...policeQueue.columns, ...policeQueue.views];
    const facts = policeQueue.outcomes.flatMap((rule) =>
      rule.facts.flatMap((fact) => [fact, ...(fact.codes ?? [])]),
    );
    for (const { zh, en } of [...rows, ...facts]) expect([zh, en]).not.toContain('');
  });

  const heavier = ['administrative_penalty', 'case_filed'];
  const noWarning = ['no_violation_found', 'child_found', 'transferred', 'registration_done'];

  it.each(codes)(
    'ends with %s only with the written warning, where the county asks for one (SX-P9d)',
    (code) => {
      const item = aSignedItem({ stepDocuments: [{ step: 'finish_police', document: 'DOC-DV-WARNING' }] });
      const { facts = {}, documents = [] } = complete[code] ?? {};
      const others = documents.filter((paper) => paper !== 'DOC-DV-WARNING');
      const free = [...heavier, ...noWarning].includes(code);
      expect(
        given(policeQueue, item)
          .when(finish(code, { facts, documents: others }))
          .answer(),
      ).toBe(free ? 'finished' : 'document_missing');
      expect(
        given(policeQueue, item)
          .when(finish(code, { facts, documents: [...others, 'DOC-DV-WARNING'] }))
          .answer(),
      ).toBe('finished');
    },
  );
});
