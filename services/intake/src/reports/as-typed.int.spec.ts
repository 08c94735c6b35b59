import { anIntake } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

const hostile = `'; drop table report; -- <script>alert("x")</script> \${7*7} %00 ../../etc 𠮷👧🏽\n\t第二行`;

describe('text as typed', () => {
  it('SQL, HTML, rare characters and line breaks are stored as they are in every text field', async () => {
    const field = hostile.replaceAll(/[\n\t]/g, ' ').slice(0, 60);
    const { status, body } = await intake.accept({
      narrative: hostile,
      reporter: { kindText: field, organisation: field },
      children: [{ name: field, address: field, guardians: hostile, school: field }],
    });
    expect(status).toBe(201);
    const read = await intake.get(`/reports/${String(body['reportId'])}`);
    const [child] = read.body['children'] as { said: Record<string, string> }[];
    expect(child?.said).toMatchObject({ name: field, address: field, guardians: hostile, school: field });
    expect(read.body['statement']).toBe(body['statement']);
  });

  it('the longest narrative is accepted, also where every word of it becomes a longer one', async () => {
    const { status, body } = await intake.accept({ narrative: '我'.repeat(20_000) });
    expect([status, String(body['statement']).length]).toEqual([201, 60_000]);
  });

  it('nulls and blanks are nothing said, never refused', async () => {
    const { status, body } = await intake.accept({
      receivedAt: null,
      county: null,
      reporter: { kind: null, name: '', phone: ' ', confidential: null },
      children: [{ name: '', idNumber: '', birthDate: null, ageYears: null, aliases: null, matters: null }],
    });
    expect(status).toBe(201);
    const read = await intake.get(`/reports/${String(body['reportId'])}`);
    expect(read.body['marks']).toEqual(expect.arrayContaining(['anonymous', 'unknown_child', 'no_id']));
  });
});
