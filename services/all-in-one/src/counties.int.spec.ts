import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskServiceOf } from '@yimen/contracts';
import { shippedProfiles } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { aCountySystem, beatingIn } from './testing/county-system';
import type { CountySystem } from './testing/county-system';

jest.setTimeout(180_000);

const further = join(__dirname, '../../../libs/routing/src/fixtures/jurisdictions');
const profiles = shippedProfiles([further]);
const counties = [...profiles].map(([county, profile]) => ({ county, profile }));

let running: CountySystem;
beforeAll(async () => {
  process.env['YIMEN_JURISDICTIONS'] = further;
  running = await aCountySystem();
});
afterAll(async () => {
  await running.stop();
  delete process.env['YIMEN_JURISDICTIONS'];
});

interface CaseLeg {
  role: string;
  agencyId: string;
  state: string;
  part: string;
}
interface OpenCase {
  id: string;
  version: number;
  legs: CaseLeg[];
  notices: { role: string; agencyId: string | null; state: string; noticeId: string }[];
  letters: { noticeId: string | null; state: string }[];
}
interface Item {
  id: string;
  caseId: string;
  version: number;
}

const office = (county: string) => ({ county, duties: ['operator' as const, 'coordinator' as const] });
const desk = (county: string, role: string, agency = `${county}-${role}`) => ({
  county,
  duties: ['desk' as const],
  role,
  agency,
});

/** A report goes in over HTTP; the case that it became, read back once every service is quiet. */
const reported = async (county: string, profile: Profile): Promise<OpenCase> => {
  const body = beatingIn(profile);
  const accepted = await running.call<{ reportId: string }>(office(county), 'POST', '/api/intake/reports', {
    body,
  });
  expect(accepted).toMatchObject({ status: 201 });
  await running.system.settle();
  const { items } = (
    await running.call<{ items: { id: string }[] }>(
      office(county),
      'GET',
      `/api/coordination/cases?reportId=${accepted.body.reportId}`,
    )
  ).body;
  return readCase(county, items[0]?.id ?? '');
};

const readCase = async (county: string, id: string): Promise<OpenCase> =>
  (await running.call<OpenCase>(office(county), 'GET', `/api/coordination/cases/${id}?purpose=test`)).body;

const itemAt = async (county: string, leg: CaseLeg, caseId: string): Promise<Item | undefined> => {
  const path = `/api/${deskServiceOf(leg.role)}/work-items`;
  const { body } = await running.call<{ items: Item[] }>(desk(county, leg.role, leg.agencyId), 'GET', path);
  return body.items.find((item) => item.caseId === caseId);
};

const seen = { branch: 'M2f', childSeen: true, childSafe: true, presentCarer: 'relative' };
const policeEnd = { outcome: 'no_violation_found', facts: seen, documents: ['DOC-POLICE-INCIDENT-RECORD'] };
const otherEnd = { outcome: 'assistance_given', facts: {}, documents: [] };

/** The desk signs its item and finishes it, and everyone has heard of it. */
const workOff = async (county: string, leg: CaseLeg, caseId: string): Promise<void> => {
  const service = deskServiceOf(leg.role);
  const at = desk(county, leg.role, leg.agencyId);
  const act = async (action: string, body: object) => {
    const item = await itemAt(county, leg, caseId);
    const path = `/api/${service}/work-items/${item?.id}/actions/${action}`;
    const reply = await running.call(at, 'POST', path, { version: item?.version ?? 0, body });
    expect(reply).toMatchObject({ status: 200 });
  };
  await act('sign', {});
  await act('finish', service === 'police' ? policeEnd : otherEnd);
  await running.system.settle();
};

/** Who has no desk is told by mouth, so that no letter has to go. */
const tellAll = async (county: string, id: string): Promise<void> => {
  const { version, letters } = await readCase(county, id);
  const letter = letters.find(({ state }) => state === 'to_send');
  if (!letter) return;
  const path = `/api/coordination/notices/${letter.noticeId}/actions/record-sent`;
  expect(await running.call(office(county), 'POST', path, { version })).toMatchObject({ status: 200 });
  await tellAll(county, id);
};

const close = async (county: string, id: string) => {
  const { version } = await readCase(county, id);
  const body = { outcome: 'need_met', reason: '各单位均已办结' };
  return running.call(office(county), 'POST', `/api/coordination/cases/${id}/actions/close`, {
    version,
    body,
  });
};

describe.each(counties)('$county', ({ county, profile }) => {
  let opened: OpenCase;
  beforeAll(async () => {
    opened = await reported(county, profile);
  });

  it('makes one report a case with several legs, each in the queue of its own desk', async () => {
    expect(opened.legs.length).toBeGreaterThan(1);
    for (const leg of opened.legs) expect(await itemAt(county, leg, opened.id)).toBeDefined();
  });

  it('shows its own agencies to its own people', async () => {
    const { body } = await running.call<{ items: { role: string; name: string }[] }>(
      office(county),
      'GET',
      '/api/directory/agencies?limit=200',
    );
    const names = [...profile.agencies, ...profile.townships].map(({ name }) => name);
    expect(body.items.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('answers a question with the clause', async () => {
    const row = profile.documentRows[0];
    const { body } = await running.call<{ items: { row: string }[] }>(
      office(county),
      'GET',
      `/api/coordination/tables/${county}/knowledge?q=${encodeURIComponent(row?.id ?? '')}`,
    );
    expect(body.items.map((item) => item.row)).toEqual([row?.id]);
  });
});

/** Only lines of counties that are here are run, and only those count. */
const here = <T extends { row: string }>(lines: readonly T[]) =>
  lines.flatMap((line) => {
    const found = counties.find(({ profile }) => profile.documentRows.some(({ id }) => id === line.row));
    return found ? [{ ...line, ...found }] : [];
  });

describe('the township that was named, and no other', () => {
  it.each(here([{ row: 'AJX-R2c', route: 'the place answers for its own children' }]))(
    '$row: $route',
    async ({ county, profile }) => {
      const { legs } = await reported(county, profile);
      const townships = legs.filter(({ role }) => role === 'township').map(({ agencyId }) => agencyId);
      expect(townships).toEqual([profile.townships[0]?.id]);
    },
  );
});

describe('one door, several agencies', () => {
  it.each(
    here([
      { row: 'AJX-N4', lane: 'accepted once' },
      { row: 'AJX-S2', lane: 'pushed to each desk, signed, finished, told back' },
      { row: 'HR-27', lane: 'accepted once, worked at the same time' },
      { row: 'AJQ-08-3', lane: 'accepted once' },
    ]),
  )('$row: $lane; the case stays open until the last leg is finished', async ({ county, profile }) => {
    const { id, legs } = await reported(county, profile);
    for (const leg of legs) {
      expect(await close(county, id)).toMatchObject({ status: 409, body: { code: 'leg_still_open' } });
      await workOff(county, leg, id);
      const told = (await readCase(county, id)).legs.find(({ agencyId }) => agencyId === leg.agencyId);
      expect(told?.state).toBe('finished');
    }
    await tellAll(county, id);
    expect(await close(county, id)).toMatchObject({ status: 200, body: { state: 'closed' } });
  });
});

describe('who is told, and whether it came', () => {
  it.each(
    here([
      { row: 'AJX-M2g', trigger: 'the police tell the township, which answers', role: 'township' },
      {
        row: 'AJX-公安-3',
        trigger: 'the township is told at once, not when a file is closed',
        role: 'township',
      },
      { row: 'AJQ-10-1', trigger: 'the police tell the township, which answers', role: 'township' },
      { row: 'BX-7i', trigger: 'the police tell the subdistrict, which answers', role: 'township' },
    ]),
  )('$row: $trigger', async ({ county, profile, role }) => {
    const { id, legs, notices } = await reported(county, profile);
    const notice = notices.find((one) => one.role === role);
    const stateNow = async () =>
      (await readCase(county, id)).notices.find(({ noticeId }) => noticeId === notice?.noticeId)?.state;
    const police = legs.find((leg) => leg.role === 'police');
    if (police) await workOff(county, police, id);
    expect(await stateNow()).toBe('issued');
    const path = `/api/agencies/notices/${notice?.noticeId}/actions/receive`;
    const at = desk(county, role, notice?.agencyId ?? '');
    expect(await running.call(at, 'POST', path)).toMatchObject({ status: 200 });
    await running.system.settle();
    expect(await stateNow()).toBe('received');
  });
});

describe('the members of the leading group, as a register', () => {
  const group = [
    'civil_affairs',
    'education',
    'police',
    'finance',
    'women_federation',
    'disability_federation',
  ];
  const levels = ['civil_affairs', 'township', 'village'];

  it.each(
    here([
      { row: 'AJX-L', registry: group },
      { row: 'AJX-R1a', registry: group },
      { row: 'AJX-A1', registry: ['civil_affairs', 'township'] },
      { row: 'AJX-N1', registry: ['education', 'police', 'justice', 'trade_union', 'youth_league'] },
      { row: 'AJX-R3c', registry: levels },
      { row: 'AJX-民政-1', registry: ['civil_affairs', 'coordination_office'] },
      { row: 'AJX-S1a', registry: ['child_protection_agency'] },
      { row: 'AJX-S1b', registry: ['child_protection_agency'] },
      { row: 'AJX-F3', registry: ['child_protection_agency'] },
      { row: 'AJQ-00', registry: ['civil_affairs', 'education', 'police', 'finance'] },
      { row: 'AJQ-01-1', registry: ['civil_affairs', 'education', 'police'] },
      { row: 'AJQ-12-2', registry: ['child_protection_agency'] },
      { row: 'BX-L', registry: ['civil_affairs', 'police', 'education', 'township'] },
      { row: 'BX-S1a', registry: ['coordination_office', 'civil_affairs'] },
      { row: 'BX-S1c', registry: ['civil_affairs', 'education', 'police', 'township'] },
      { row: 'HR-25', registry: ['civil_affairs', 'township'] },
      { row: 'SX-S2-民政', registry: ['civil_affairs', 'coordination_office'] },
    ]),
  )('$row names $registry, and so does the directory', async ({ county, registry }) => {
    const { body } = await running.call<{ items: { role: string }[] }>(
      office(county),
      'GET',
      '/api/directory/agencies?limit=200',
    );
    expect(body.items.map(({ role }) => role)).toEqual(expect.arrayContaining(registry));
  });
});

it('a system with a bad county folder does not start, and says which row of which file is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-bad-county-'));
  cpSync(further, folder, { recursive: true });
  const rows = join(folder, 'YZX/rows.yaml');
  writeFileSync(rows, readFileSync(rows, 'utf8').replace('lead: education', 'lead: wizard'));
  process.env['YIMEN_JURISDICTIONS'] = folder;
  try {
    await expect(aCountySystem()).rejects.toThrow('YZX/rows.yaml: YZX-3: unknown_role');
  } finally {
    process.env['YIMEN_JURISDICTIONS'] = further;
    rmSync(folder, { recursive: true });
  }
});
