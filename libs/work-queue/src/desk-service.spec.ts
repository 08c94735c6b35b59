import { deskServices, rolesAt } from '@yimen/contracts';
import { deskEndings } from './desk-endings';
import { deskQueue } from './desk-queue';
import { deskService } from './desk-service';

const serviceNamed = (code: (typeof deskServices)[number]['code']) =>
  deskService(deskQueue(code, { outcomes: deskEndings(rolesAt(code)) }));

describe('a desk service', () => {
  it.each(deskServices)('$code has its roles, its topics, and its names', ({ code, roles, zh }) => {
    const queue = deskQueue(code, { outcomes: deskEndings(rolesAt(code)) });
    expect(queue).toMatchObject({ service: code, roles, zh });
    expect(deskService(queue)).toMatchObject({
      name: code,
      subscription: {
        group: code,
        topics: ['directory.changes', ...roles.map((role) => `referrals.*.${role}`)],
      },
    });
  });

  it('has a schema that is a plain name', () => {
    expect(serviceNamed('civil-affairs').schema).toBe('civil_affairs');
  });

  it.each([
    ['police', 'PoliceHoldWorkItemsAndNotices1790000000000'],
    ['agencies', 'AgenciesHoldWorkItemsAndNotices1790000000000'],
    ['civil-affairs', 'CivilAffairsHoldWorkItemsAndNotices1790000000000'],
  ] as const)('%s is known to its database by %s, whatever becomes of the code', (code, migration) => {
    expect(serviceNamed(code).migrations.map(({ name }) => name)).toEqual([
      migration,
      'GiveUpParkedEventsByTwo1790000600000',
      'TakeOverFromAnotherDesk1790001700000',
      'FollowMergedAgencies1790001700100',
      migration.replace('HoldWorkItemsAndNotices1790000000000', 'TieStepsToDocuments1790004200000'),
    ]);
  });
});
