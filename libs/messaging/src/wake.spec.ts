import { heardOf, isHeard, onAppended, Wakeable, wakeReaders } from './wake';

const sleepMs = 10_000;
const open: Wakeable[] = [];
afterEach(() => {
  for (const sleeper of open.splice(0)) sleeper.close();
  onAppended(() => undefined);
});

const sleeper = (service: string, topic: string): Wakeable => {
  const made = new Wakeable(service, (other) => other === topic);
  open.push(made);
  return made;
};

/** Whether a sleep that begins now is already over, or was ended by what `act` does. */
const isWoken = async (asleep: Wakeable, act: () => void): Promise<boolean> => {
  let woken = false;
  void asleep.sleep(sleepMs).then(() => (woken = true));
  act();
  await new Promise((resolve) => setImmediate(resolve));
  return woken;
};

describe('a sleeping reader', () => {
  it.each([
    ['is woken by an event for it, among others', { service: 'a', topics: ['other', 'mine'] }, true],
    ['is woken where nobody says of which topic', { service: 'a' }, true],
    ['sleeps on when all of it is for others', { service: 'a', topics: ['other'] }, false],
    ['sleeps on for another producer', { service: 'b', topics: ['mine'] }, false],
  ])('%s', async (_title, news, expected) => {
    expect(await isWoken(sleeper('a', 'mine'), () => wakeReaders(news))).toBe(expected);
  });

  it('does not sleep over a signal that came before', async () => {
    const late = sleeper('a', 'mine');
    wakeReaders({ service: 'a', topics: ['mine'] });
    expect(await isWoken(late, () => undefined)).toBe(true);
  });
});

it('what another thread appended wakes as well, is heard of, and is not told on', async () => {
  const told: unknown[] = [];
  onAppended((news) => told.push(news));
  const news = { service: 'elsewhere', topics: ['mine'] };
  expect(await isWoken(sleeper('elsewhere', 'mine'), () => heardOf(news))).toBe(true);
  expect([isHeard('elsewhere'), told]).toEqual([true, []]);
  wakeReaders(news);
  expect(told).toEqual([news]);
});
