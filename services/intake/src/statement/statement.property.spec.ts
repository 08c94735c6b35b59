import fc from 'fast-check';
import { reporterTraces, toStatement } from './statement';
import type { StatementReporter } from './reporter';

const SURNAMES = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳',
  '欧阳',
  '司马',
];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国玉兰'];
const TITLES = ['女士', '先生', '阿姨', '大爷', '婶', '师傅'];
/** Sentences with room for a name and a number, as calls are typed. */
const FRAMES = [
  (name: string, phone: string) => `${name}：我在街上看到一个孩子在哭，电话${phone}。`,
  (name: string, phone: string) => `来电人${name}，联系电话${phone}，反映楼上有人打孩子。`,
  (name: string, phone: string) => `我叫${name}，我的号码${phone}，孩子被关在屋里。`,
  (name: string, phone: string) => `${name}说孩子没人管，请打${phone}找${name}。`,
  (name: string, phone: string) => `孩子8岁，昨晚没回家。报告人${name}（${phone}）。`,
];
const SEPARATORS = ['', ' ', '-'];

const surname = fc.constantFrom(...SURNAMES);
const fullName = fc
  .tuple(surname, fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 2 }))
  .map(([first, rest]) => first + rest.join(''));
const titledName = fc.tuple(surname, fc.constantFrom(...TITLES)).map((parts) => parts.join(''));
const name = fc.oneof(fullName, titledName);
const digits = fc
  .tuple(fc.constantFrom('13', '15', '18', '19'), fc.stringMatching(/^\d{9}$/))
  .map((parts) => parts.join(''));
const spelled = (phone: string, separator: string): string =>
  [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].join(separator);
const frame = fc.constantFrom(...FRAMES);
const kind = fc.constantFrom('neighbour', 'citizen', 'school', 'relative', 'guardian', undefined);

const stated = (narrative: string, reporter: StatementReporter): string =>
  toStatement({ narrative, reporter, children: [], guardianIsReporter: false }).statement;

describe('for any reporter', () => {
  it('neither name nor number is left in the statement, and no trace is found', () => {
    fc.assert(
      fc.property(
        name,
        digits,
        fc.constantFrom(...SEPARATORS),
        frame,
        kind,
        (said, phone, separator, write, of) => {
          const reporter = { name: said, phone, kind: of };
          const statement = stated(write(said, spelled(phone, separator)), reporter);
          expect(statement).not.toContain(said);
          expect(statement.replace(/\D/g, '')).not.toContain(phone.slice(-8));
          expect(reporterTraces(statement, reporter)).toEqual([]);
        },
      ),
      { seed: 20261123, numRuns: 600 },
    );
  });

  it('a name that only the call introduces is cut as well', () => {
    fc.assert(
      fc.property(fullName, digits, (said, phone) => {
        expect(stated(`我叫${said}，打我${phone}。`, {})).not.toContain(said);
        expect(stated(`${said}女士：孩子在哭。`, {})).not.toContain(said);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('the statement of a statement is itself', () => {
    fc.assert(
      fc.property(name, digits, frame, kind, (said, phone, write, of) => {
        const reporter = { name: said, phone, kind: of };
        const once = stated(write(said, phone), reporter);
        expect(stated(once, reporter)).toBe(once);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('what is told of the child stays word for word', () => {
    const told = '男童，8岁，孝丰镇，昨晚被继父用皮带抽，后背大片瘀青，现在校医室';
    fc.assert(
      fc.property(name, digits, kind, (said, phone, of) => {
        expect(stated(`${said}：${told}。电话${phone}。`, { name: said, phone, kind: of })).toContain(told);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('redactions lie in order, apart, and inside the narrative', () => {
    fc.assert(
      fc.property(name, digits, frame, (said, phone, write) => {
        const narrative = write(said, phone);
        const { redactions } = toStatement({
          narrative,
          reporter: { name: said, phone },
          children: [],
          guardianIsReporter: false,
        });
        redactions.forEach(({ start, end }, index) => {
          expect(start).toBeGreaterThanOrEqual(redactions[index - 1]?.end ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(narrative.length);
        });
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });
});
