import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { policeQueue } from './police.queue';

/**
 * Rows of the counties' documents that ask for a step at the police desk: the desk does not end without it. One line
 * per row: the outcome, and the fact or document that the row asks for.
 */
const incident = 'DOC-POLICE-INCIDENT-RECORD';
const scene = { branch: 'M2f', childSeen: true, childSafe: true, presentCarer: 'guardian' };
const filed = { ...scene, filing: 'filed', filingNo: '公刑立〔2026〕3号', filedOn: '2026-03-20' };
const warned = {
  ...scene,
  warningNo: '告诫〔2026〕17号',
  deliveredOn: '2026-03-19',
  firstRevisitDue: '2026-03-25',
};
const transferred = { receiptNo: '回执〔2026〕3号', transferredOn: '2026-03-20' };

interface Line {
  row: string;
  /** outcome whose missing step holds the item back */
  trigger: string;
  facts: Record<string, unknown>;
  documents: string[];
  /** fact or document that is left out */
  without: string;
}

const lines: Line[] = [
  { row: 'AJX-M2a', trigger: 'disposed_on_scene', facts: scene, documents: [incident], without: 'branch' },
  {
    row: 'AJX-M2b',
    trigger: 'admonished',
    facts: { ...scene, branch: 'M2b' },
    documents: [incident, 'DOC-ADMONITION'],
    without: 'DOC-ADMONITION',
  },
  {
    row: 'AJX-M2d',
    trigger: 'child_escorted',
    facts: { ...scene, branch: 'M2d', escortedTo: 'rescue_station' },
    documents: [incident, 'DOC-HANDOVER-FORM'],
    without: 'escortedTo',
  },
  {
    row: 'AJX-M4a',
    trigger: 'administrative_penalty',
    facts: { ...scene, decisionNo: '公行罚〔2026〕9号' },
    documents: [incident, 'DOC-ADMIN-PENALTY'],
    without: 'decisionNo',
  },
  {
    row: 'BX-9a',
    trigger: 'case_filed',
    facts: filed,
    documents: [incident, 'DOC-CASE-FILING'],
    without: 'filingNo',
  },
  {
    row: 'AJQ-11-2',
    trigger: 'case_filed',
    facts: filed,
    documents: [incident, 'DOC-CASE-FILING'],
    without: 'filingNo',
  },
  {
    row: 'SX-P9d',
    trigger: 'written_warning',
    facts: warned,
    documents: [incident, 'DOC-DV-WARNING'],
    without: 'warningNo',
  },
  {
    row: 'BX-7f',
    trigger: 'transferred',
    facts: transferred,
    documents: ['DOC-CROSS-REGION-LETTER'],
    without: 'receiptNo',
  },
];

const finish = ({ trigger, facts, documents }: Line): Command => ({
  action: 'finish',
  outcome: trigger,
  facts,
  documents,
});

const answer = (command: Command) => given(policeQueue, aSignedItem()).when(command).answer();

describe.each(lines)('$row: $trigger', (line) => {
  it('ends when everything is there', () => {
    expect(answer(finish(line))).toBe('finished');
  });

  it(`does not end without ${line.without}`, () => {
    const { [line.without]: _left, ...facts } = line.facts;
    const documents = line.documents.filter((document) => document !== line.without);
    expect(answer(finish({ ...line, facts, documents }))).not.toBe('finished');
  });
});

const atRisk = [
  { row: 'AJQ-04-1', trigger: 'nobody is known to care for the child', lacking: 'presentCarer' },
];

it.each(atRisk)('$row: a red call-out does not end while $trigger', ({ lacking }) => {
  const { [lacking]: _left, ...facts } = scene as Record<string, unknown>;
  const ended = (stated: Record<string, unknown>) =>
    given(policeQueue, aSignedItem({ risk: 'R1' }))
      .when({ action: 'finish', outcome: 'disposed_on_scene', facts: stated, documents: [incident] })
      .answer();
  expect(ended(scene)).toBe('finished');
  expect(ended(facts)).not.toBe('finished');
});
