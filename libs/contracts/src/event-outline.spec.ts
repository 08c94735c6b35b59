import { eventCatalogue } from './generated/event-rows';
import { outlineEvent } from './event-outline';
import { examplesOf } from './testing/golden-examples';

const opened = {
  caseId: '018f0000-1111-7222-8333-123456789012',
  caseNo: 'AJX-2026-00001',
  childId: '王小明',
  risk: 'R1',
  owner: { agencyId: 'AJX-police', role: 'police', phone: '13800004455' },
  tableVersion: 3,
  nickname: '小棠',
};
const fieldOf = (path: string, data: object = opened) =>
  outlineEvent('case.opened.v1', data).fields.find((field) => field.path === path);

describe('the outline of an event', () => {
  it('names fields with their class, and tells codes', () => {
    expect(fieldOf('caseNo')).toEqual({
      path: 'caseNo',
      fieldClass: 'work',
      count: 1,
      codes: ['AJX-2026-00001'],
    });
    expect(fieldOf('caseId')?.codes).toEqual([opened.caseId]);
    expect([fieldOf('owner.role')?.codes, fieldOf('tableVersion')?.codes]).toEqual([['police'], [3]]);
  });

  it('counts what nobody classified, and does not name it', () => {
    const outline = outlineEvent('case.opened.v1', opened);
    expect(outline.unclassified).toBe(2);
    expect(JSON.stringify(outline)).not.toMatch(/nickname|phone|小棠/);
  });

  it.each<[string, unknown]>([
    ['text', '王小明'],
    ['a phone number', '13800004455'],
    ['a phone number with its country', '+8613800004455'],
    ['an identity number', '330523201310100021'],
    ['an identity number as a number', 330523201310100000],
    ['a sentence', 'beaten by the uncle'],
  ])('does not tell %s, though it stands in a field of the work', (_what, value) => {
    expect(fieldOf('caseNo', { caseNo: value })).toMatchObject({ count: 1, codes: [] });
  });

  it.each(['never.heard.of.v1', 'constructor', '__proto__'])('names nothing of the type %s', (type) => {
    expect(outlineEvent(type, opened)).toEqual({ fields: [], unclassified: Object.keys(opened).length });
  });

  it.each([null, 'text', 7])('of %p is one thing that nobody classified', (data) => {
    expect(outlineEvent('case.opened.v1', data)).toEqual({ fields: [], unclassified: 1 });
  });

  it.each([...new Set(eventCatalogue.map(({ type }) => type))])(
    'of %s tells no personal, sensitive or reporter field, and knows every field of its examples',
    (type) => {
      for (const { data } of examplesOf(type)) {
        const { fields, unclassified } = outlineEvent(type, data);
        const secret = fields.filter(({ fieldClass }) => !['public', 'work'].includes(fieldClass));
        expect([secret.flatMap(({ codes }) => codes), unclassified]).toEqual([[], 0]);
        expect(JSON.stringify(fields.map(({ codes }) => codes))).not.toMatch(/\p{Script=Han}/u);
      }
    },
  );

  it('keeps a few codes of many', () => {
    const [example] = examplesOf('referral.issued.v1');
    const documents = Array.from({ length: 9 }, (_, n) => `D${n}`);
    const { fields } = outlineEvent('referral.issued.v1', { ...example?.data, documents });
    expect(fields.find(({ path }) => path === 'documents[]')).toMatchObject({
      count: 9,
      codes: ['D0', 'D1', 'D2', 'D3', 'D4'],
    });
  });
});
