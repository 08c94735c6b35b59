import { route, shippedProfiles } from '@yimen/routing';
import type { Facts } from '@yimen/routing';
import { allowance, anAccepted, beating } from '../testing/coordination-system';
import { displayName, mergeContent, mergeFacts, reroutedInput, routeInputOf } from './case.content';
import type { CaseContent } from './case.content';
import { acceptedReport, amendedReport } from './incoming-report';
import { anOpenCase } from '../testing/case-builders';

const factsOf = (narrative: string): Facts => acceptedReport(anAccepted({ narrative })).facts;

describe('facts of several reports', () => {
  const before: Facts = { ...factsOf(allowance), ageYears: 7, sex: 'male', harms: ['neglected'] };
  const now: Facts = { ...factsOf(beating), ageYears: null, sex: 'unknown', harms: ['beaten', 'neglected'] };

  it('fill what is unknown from before, and join lists', () => {
    expect(mergeFacts(before, now)).toMatchObject({
      ageYears: 7,
      sex: 'male',
      harms: ['neglected', 'beaten'],
    });
  });

  it('are those of the newest where it says something', () => {
    expect(mergeFacts(before, { ...now, ageYears: 8 }).ageYears).toBe(8);
    expect(mergeFacts({ ...before, safeNow: true }, { ...now, safeNow: false }).safeNow).toBe(false);
  });

  it('of a first report are its own', () => {
    expect(mergeFacts(undefined, now)).toBe(now);
  });
});

describe('what is routed', () => {
  const report = acceptedReport(anAccepted({ narrative: allowance }));
  const content = { ...report.assessment, facts: report.facts } as CaseContent & typeof report.assessment;

  it('of a first report is what it says', () => {
    const input = routeInputOf(report, undefined);
    expect(input).toMatchObject({
      joinsOpenCase: false,
      risk: report.assessment.risk,
      matters: report.assessment.matters,
    });
    expect(input).not.toHaveProperty('childIndex');
  });

  it('of a joining one is the need of both, at the higher level', () => {
    const red = acceptedReport(anAccepted({ narrative: beating }));
    const input = routeInputOf(red, { state: anOpenCase({ risk: 'R4' }), content });
    expect(input.joinsOpenCase).toBe(true);
    expect(input.risk).toBe('R1');
    expect(input.matters).toEqual(
      expect.arrayContaining([...red.assessment.matters, ...report.assessment.matters]),
    );
    expect(routeInputOf(report, { state: anOpenCase({ risk: 'R1' }), content }).risk).toBe('R1');
  });

  it('names the child by its number where the report has several', () => {
    const second = acceptedReport(anAccepted({ parts: { childCount: 3, childIndex: 1 } }));
    expect(routeInputOf(second, undefined).childIndex).toBe(2);
  });

  it('can be run again to the same decision, also after it was stored as text', () => {
    const profile = shippedProfiles().get('AJX');
    if (!profile) throw new Error('AJX does not ship');
    const input = routeInputOf(report, undefined);
    const decision = route(profile, input);
    const stored = JSON.parse(JSON.stringify(input)) as typeof input;
    expect(route(profile, { ...stored, receivedAt: new Date(stored.receivedAt) })).toEqual(decision);
    const known = mergeContent(undefined, input, decision, report);
    const again = route(profile, {
      ...reroutedInput({ state: anOpenCase(), content: known }, input.risk, input.receivedAt),
    });
    expect(again.lead).toEqual(decision.lead);
    expect(again.clocks).toEqual(decision.clocks);
  });
});

describe('what a case knows', () => {
  const profile = shippedProfiles().get('AJX');
  const known = (narrative: string, before?: CaseContent): CaseContent => {
    if (!profile) throw new Error('AJX does not ship');
    const report = acceptedReport(anAccepted({ narrative }));
    const input = routeInputOf(report, before && { state: anOpenCase(), content: before });
    return mergeContent(before, input, route(profile, input), report);
  };

  it('only grows with further reports', () => {
    const one = known(beating);
    const both = known(allowance, one);
    for (const list of ['matters', 'documents', 'seedRows', 'followUps', 'mandatoryReportItems'] as const)
      expect(both[list]).toEqual(expect.arrayContaining([...one[list]]));
    expect(both.explanation.length).toBeGreaterThanOrEqual(one.explanation.length);
  });

  it('keeps what one report says of the child where the next says nothing', () => {
    const one = known(beating);
    const { child } = known(allowance, { ...one, child: { ...one.child, school: '一小' } });
    expect(child).toMatchObject({ school: '一小', name: '小棠' });
  });
});

describe('an amendment', () => {
  it('says nothing of who the child is and names no case', () => {
    const { reportId, receiptNo, county, childId, facts, assessment } = anAccepted();
    const amended = amendedReport({
      ...{ reportId, receiptNo, county, childId, facts, assessment },
      amendmentId: 'a',
      amendedAt: '2026-03-20T10:00:00+08:00',
      statement: 'x',
    });
    expect(amended).toMatchObject({ id: 'a', child: {}, sameCaseId: null, preview: null, isAmendment: true });
  });
});

describe('the name in a list', () => {
  it.each([
    ['盛小棠', '盛*'],
    ['“小宝”', '小*'],
    [undefined, '未具名'],
    ['', '未具名'],
    ['𠮷田', '𠮷*'],
  ])('of %s is %s', (name, shown) => {
    expect(displayName({ name })).toBe(shown);
  });
});
