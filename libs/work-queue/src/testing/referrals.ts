/** Referrals, changes and notices for tests; every one its own case unless told otherwise. */
import type { NoticeIssuedV1, ReferralChangedV1, ReferralIssuedV1 } from '@yimen/contracts';
import { newId } from '@yimen/messaging';
import type { NewEvent } from '@yimen/messaging';

/** A Friday, 09:00 in the county. */
export const startOfTests = new Date('2026-03-20T01:00:00.000Z');

const hoursAfter = (hours: number): string =>
  new Date(startOfTests.getTime() + hours * 3_600_000).toISOString();

/** Due some hours after the tests began. */
export const aClock = (code: string, dueHours: number): ReferralIssuedV1['clocks'][number] => ({
  clockId: newId(),
  code,
  what: '签收',
  dueAt: hoursAfter(dueHours),
  dueInstant: hoursAfter(dueHours),
  basis: '平台默认',
  sourceKind: 'default',
});

export const aReferral = (parts: Partial<ReferralIssuedV1> = {}): ReferralIssuedV1 => ({
  referralId: newId(),
  caseId: newId(),
  caseNo: 'AJX-2026-000123',
  county: 'AJX',
  agency: { id: 'AJX-police', role: 'police', name: '县公安局' },
  part: 'lead',
  matter: 'emergency',
  task: '立即出警，制止侵害，救护儿童',
  risk: 'R2',
  statement: '报告人反映：隔壁正在打孩子，疑似性侵。',
  child: { name: '欧阳小禾', ageYears: 6, township: '孝丰镇' },
  place: { township: '孝丰镇', address: '孝丰镇竹里村三组' },
  clocks: [aClock('D02', 2), aClock('D04', 24)],
  clauses: [{ id: 'AJX-M2a', kind: 'county', source: '实施方案', quote: '要第一时间出警调查' }],
  documents: ['DOC-POLICE-INCIDENT-RECORD'],
  lead: { agencyId: 'AJX-police', role: 'police', name: '县公安局' },
  others: [{ role: 'civil_affairs', name: '县民政局', part: 'cooperating' }],
  issuedAt: startOfTests.toISOString(),
  tableVersion: 1,
  ...parts,
});

/** Red: a sign clock of 15 minutes. */
export const aRedReferral = (parts: Partial<ReferralIssuedV1> = {}): ReferralIssuedV1 =>
  aReferral({ risk: 'R1', clocks: [aClock('D01', 0.25), aClock('D04', 24)], ...parts });

export const issued = (data: ReferralIssuedV1): NewEvent => ({
  topic: `referrals.${data.county}.${data.agency.role}`,
  type: 'referral.issued.v1',
  key: data.caseId,
  jurisdiction: data.county,
  data,
  urgent: data.risk === 'R1',
});

export const changed = (
  referral: ReferralIssuedV1,
  parts: Partial<ReferralChangedV1> & Pick<ReferralChangedV1, 'change'>,
): NewEvent => {
  const { referralId, caseId, county, agency, risk } = referral;
  const data: ReferralChangedV1 = {
    referralId,
    caseId,
    county,
    agencyId: agency.id,
    risk,
    clocks: [],
    changedAt: startOfTests.toISOString(),
    ...parts,
  };
  return {
    topic: `referrals.${county}.${agency.role}`,
    type: 'referral.changed.v1',
    key: caseId,
    jurisdiction: county,
    data,
  };
};

export const aNotice = (parts: Partial<NoticeIssuedV1> = {}): NoticeIssuedV1 => ({
  noticeId: newId(),
  caseId: newId(),
  county: 'AJX',
  agency: { id: 'AJX-police', role: 'police', name: '县公安局' },
  to: '县公安局',
  basis: 'AJX-M2g',
  when: '应急处置后及时',
  text: '编号 AJX-2026-000123 的个案已派县民政局，请知悉。',
  clauses: [],
  issuedAt: startOfTests.toISOString(),
  ...parts,
});

export const notified = (data: NoticeIssuedV1): NewEvent => ({
  topic: `referrals.${data.county}.${data.agency.role}`,
  type: 'notice.issued.v1',
  key: data.caseId,
  jurisdiction: data.county,
  data,
});
