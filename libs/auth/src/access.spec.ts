import { anActor, anOfficeActor } from './testing';
import { can, ruleOf, scopeOf } from './access';
import { accessRules } from './access-rules';
import type { AccessRule, Action } from './access-rules';
import { duties } from './actor';
import type { Actor, Duty } from './actor';

const rows: readonly AccessRule[] = accessRules;
const namedDuties = (rule: AccessRule): readonly Duty[] =>
  typeof rule.duties === 'string' ? [] : rule.duties;

/** Duties whose screens come with later services; each must leave this list when its first row is written. */
const withoutOwnScreen: readonly Duty[] = ['child_director', 'service'];

describe('the access table', () => {
  it('has one row per action', () => {
    expect(new Set(rows.map(({ action }) => action)).size).toBe(rows.length);
  });

  it('is sorted by action, so that two people adding rows do not overlook each other', () => {
    expect(rows.map(({ action }) => action)).toEqual(rows.map(({ action }) => action).sort());
  });

  it.each(rows.map((rule) => [rule.action, rule] as const))(
    '%s names a service, a noun and a verb',
    (action) => {
      expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z_]+\.[a-z_]+$/);
    },
  );

  it.each(rows.map((rule) => [rule.action, rule] as const))('%s names only known duties', (_, rule) => {
    expect(duties).toEqual(expect.arrayContaining([...namedDuties(rule), ...(rule.countyFor ?? [])]));
    expect(typeof rule.duties === 'string' || rule.duties.length > 0).toBe(true);
  });

  it.each(rows.filter(({ countyFor }) => countyFor).map((rule) => [rule.action, rule] as const))(
    '%s widens the reach only of duties that it lets in',
    (_, rule) => {
      expect(namedDuties(rule)).toEqual(expect.arrayContaining([...(rule.countyFor ?? [])]));
      expect(rule.reach).toBe('agency');
    },
  );

  it.each(duties.filter((duty) => !withoutOwnScreen.includes(duty)))('%s has at least one row', (duty) => {
    expect(rows.some((rule) => namedDuties(rule).includes(duty))).toBe(true);
  });

  it.each(rows.filter(({ duties: who }) => who === 'public').map(({ action }) => action))(
    '%s is public, and it is one of the doors before a token',
    (action) => {
      expect(['directory.installation.read', 'directory.local.use', 'directory.session.open']).toContain(
        action,
      );
    },
  );

  it('gives no account the reach of the system', () => {
    const reaching = rows.filter(({ reach, duties: who }) => reach === 'system' && who !== 'public');
    expect(reaching).toEqual([]);
  });
});

const desk = anActor();
const office = (duty: Duty): Actor => anOfficeActor(duty);
const schoolDesk = anActor({ subject: 'ajx-education-1', agency: 'AJX-education', role: 'education' });

describe('who may do what', () => {
  it.each<[string, Actor, Action]>([
    ['an operator takes a report', office('operator'), 'intake.report.accept'],
    ['an operator hands a report over', office('operator'), 'intake.report.hand_over'],
    ['a coordinator hands a report over', office('coordinator'), 'intake.report.hand_over'],
    ['an operator looks for the child', office('operator'), 'intake.child.match'],
    ['a desk reads files that it is shown', desk, 'intake.case_attachment.read'],
    ['an operator shows a file to the desks', office('operator'), 'intake.attachment.share'],
    ['a coordinator assigns a lead', office('coordinator'), 'coordination.case.assign'],
    ['a coordinator closes a case', office('coordinator'), 'coordination.case.close'],
    ['a supervisor reads the police queue', office('supervisor'), 'police.queue.read'],
    ['a police desk signs', desk, 'police.item.sign'],
    ['an education desk signs', schoolDesk, 'education.item.sign'],
    ['a supervisor reads the civil affairs queue', office('supervisor'), 'civil-affairs.queue.read'],
    ['an administrator makes accounts', office('admin'), 'directory.account.create'],
    ['an auditor reads the lag', office('auditor'), 'log.lag.read'],
    ['everyone reads the list of agencies', desk, 'directory.agency.list'],
  ])('%s', (_, actor, action) => {
    expect(can(actor, action).allowed).toBe(true);
  });

  it.each<[string, Actor, Action]>([
    ['a desk cannot assign a case', desk, 'coordination.case.assign'],
    ['a desk cannot close a case', desk, 'coordination.case.close'],
    ['a desk cannot waive a referral', desk, 'coordination.referral.waive'],
    ['a desk cannot read reports', desk, 'intake.report.read'],
    ['a desk cannot hand a report over', desk, 'intake.report.hand_over'],
    ['a desk cannot take a report', desk, 'intake.report.accept'],
    ['an education desk cannot sign for the police', schoolDesk, 'police.item.sign'],
    ['an education desk cannot sign in the queue of the other agencies', schoolDesk, 'agencies.item.sign'],
    ['a desk cannot read the files of a report', desk, 'intake.attachment.read'],
    ['a desk cannot show itself a file', desk, 'intake.attachment.share'],
    ['a supervisor cannot read files as a desk', office('supervisor'), 'intake.case_attachment.read'],
    ['an operator cannot merge children', office('operator'), 'intake.child.merge'],
    ['an operator cannot close a case', office('operator'), 'coordination.case.close'],
    ['an operator cannot open the vault', office('operator'), 'intake.vault.disclose'],
    ['a coordinator cannot open the vault', office('coordinator'), 'intake.vault.disclose'],
    ['a supervisor cannot sign for the police', office('supervisor'), 'police.item.sign'],
    ['an administrator cannot read reports', office('admin'), 'intake.report.read'],
    ['an administrator cannot read cases', office('admin'), 'coordination.case.read'],
    ['an auditor cannot open a work item', office('auditor'), 'police.item.read'],
    ['an auditor cannot make accounts', office('auditor'), 'directory.account.create'],
    ['a supervisor cannot replay parked events', office('supervisor'), 'log.parked.replay'],
  ])('%s', (_, actor, action) => {
    expect(can(actor, action)).toEqual({ allowed: false, code: 'duty_missing', params: { action } });
  });

  it('an account without duties may do nothing but what every account may', () => {
    const nobody = anActor({ duties: [] });
    const open = accessRules
      .filter(({ action }) => can(nobody, action).allowed)
      .map(({ action }) => ruleOf(action).duties);
    expect(new Set(open)).toEqual(new Set(['any', 'public']));
  });

  it('an action without a row throws instead of letting anybody in', () => {
    expect(() => ruleOf('police.item.burn')).toThrow('no access rule for action police.item.burn');
  });
});

describe('which rows an action sees', () => {
  it('a desk sees its agency', () => {
    expect(scopeOf(desk, 'police.queue.read')).toEqual({
      county: 'AJX',
      reach: 'agency',
      agency: 'AJX-police',
      actor: 'ajx-police-1',
      duties: 'desk',
    });
  });

  it('a supervisor sees the county in the same queue', () => {
    expect(scopeOf(office('supervisor'), 'police.queue.read').reach).toBe('county');
  });

  it('two duties give the wider reach', () => {
    expect(scopeOf(anActor({ duties: ['desk', 'coordinator'] }), 'police.queue.read').reach).toBe('county');
  });

  it('a township account carries its area into the transaction', () => {
    const township = anActor({ agency: 'AJX-township-xiaofeng', role: 'township', area: 'xiaofeng' });
    expect(scopeOf(township, 'agencies.queue.read')).toMatchObject({ reach: 'agency', area: 'xiaofeng' });
  });

  it.each<[string, Actor, Action, { county: string; agency?: string }, boolean]>([
    ['its own row', desk, 'police.item.sign', { county: 'AJX', agency: 'AJX-police' }, true],
    [
      'the row of another agency',
      desk,
      'police.item.sign',
      { county: 'AJX', agency: 'AJX-education' },
      false,
    ],
    ['a row of another county', desk, 'police.item.sign', { county: 'SX', agency: 'AJX-police' }, false],
    [
      'any agency for a coordinator',
      office('coordinator'),
      'police.item.read',
      { county: 'AJX', agency: 'AJX-police' },
      true,
    ],
    ['another county for a coordinator', office('coordinator'), 'police.item.read', { county: 'SX' }, false],
  ])('%s', (_, actor, action, subject, allowed) => {
    const answer = can(actor, action, subject);
    expect(answer.allowed).toBe(allowed);
    expect(answer.allowed ? 'not_found' : answer.code).toBe('not_found');
  });

  it('a missing duty is said before the row is looked at, so that 404 and 403 do not tell rows apart', () => {
    const answers = ['AJX', 'SX'].map((county) => can(office('admin'), 'intake.report.read', { county }));
    expect(answers[0]).toEqual(answers[1]);
  });
});
