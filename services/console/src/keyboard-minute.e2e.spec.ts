import { browserStory } from './testing/browser-story';
import { HumanTypist, keysOf } from './testing/human-typist';
import { previewIsCurrent, receiptOf } from './testing/page';

const limitSeconds = 60;

interface Scenario {
  name: string;
  narrative: string;
  /** in the order of the form: where Tab goes, and what is typed there */
  fields: readonly (readonly [selector: string, text: string])[];
  risk: string;
  lead: string;
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a neighbour, a child being beaten now',
    narrative: '隔壁七岁小女孩林小舟正被她爸爸拿棍子打，头流血，在喊救命。',
    fields: [
      ['#children-0-name', '林小舟'],
      ['#children-0-ageText', '7岁'],
      ['#children-0-address', '孝丰镇溪南村12号'],
      ['#reporter-name', '钱桂英'],
      ['#reporter-phone', '13857212345'],
    ],
    risk: 'R1',
    lead: '县公安局',
  },
  {
    name: 'a relative, a boy out of school',
    narrative: '递铺街道13岁男孩程小帆跟奶奶住，两个月没上学，学校劝不回来。',
    fields: [
      ['#children-0-name', '程小帆'],
      ['#children-0-ageText', '13岁'],
      ['#children-0-guardians', '奶奶'],
      ['#reporter-phone', '13857254321'],
    ],
    risk: 'R3',
    lead: '县教育局',
  },
  {
    name: 'a passer-by without a name, a small child alone',
    narrative: '汽车站有个四五岁男孩，一个人坐了半天，说不清爸妈在哪里。',
    fields: [
      ['#children-0-ageText', '四五岁'],
      ['#children-0-address', '递铺街道汽车站'],
    ],
    risk: 'R1',
    lead: '县民政局',
  },
];

it('Chinese is counted as its pinyin and the key that chooses, anything else as one key', () => {
  expect(['小女孩', '岁', '7', '，'].map(keysOf)).toEqual(['xiaonvhai'.length + 1, 'sui'.length + 1, 1, 1]);
});

browserStory('a report by keyboard alone, at the speed of a person', process.env, (stage) => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'is taken within a minute: %s',
    async (name, { narrative, fields, risk, lead }) => {
      const { page, complaints } = await stage.openDesk('ajx-operator-1');
      await page.locator('#narrative:focus').waitFor();
      const hands = new HumanTypist(page);
      await hands.type(narrative);
      for (const [selector, text] of fields) {
        await hands.tabTo(selector);
        await hands.type(text);
      }
      await previewIsCurrent(page);
      await hands.look();
      await expect(page.getByTestId('preview-risk').textContent()).resolves.toContain(risk);
      await expect(page.getByTestId('preview-lead').textContent()).resolves.toBe(lead);
      await hands.press('Control+Enter');
      const receipt = await receiptOf(page);
      const { keys, seconds } = hands;
      expect(receipt).toMatch(/^AJX-\d{6}-\d{4}-[A-Z]$/);
      expect(complaints).toEqual([]);
      console.log(`keyboard minute: ${name}: ${keys} keys, ${seconds.toFixed(1)} s to the receipt`);
      expect(seconds).toBeLessThanOrEqual(limitSeconds);
    },
  );
});
