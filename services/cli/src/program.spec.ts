import type { Command } from 'commander';
import { ApiError, checkedUrl } from './client';
import { buildProgram, sentenceOf } from './program';

const commands = (program: Command): Command[] => program.commands.flatMap((one) => [one, ...one.commands]);

describe('the commands', () => {
  const all = commands(buildProgram());

  it('are those that others script against', () => {
    const names = buildProgram().commands.map((command) => command.name());
    expect(names.sort()).toEqual(
      [
        'accounts',
        'agencies',
        'backup',
        'bench',
        'chaos',
        'coverage',
        'demo',
        'doctor',
        'import',
        'init',
        'lag',
        'quarantine',
        'replay',
        'restore',
        'scenarios',
        'start',
        'tail',
        'token',
        'topics',
      ].sort(),
    );
  });

  it.each(all.map((command) => [command.name(), command.description()]))(
    'say what %s does in Chinese and in English',
    (_name, description) => {
      expect(description).toMatch(/\p{Script=Han}/u);
      expect(description).toMatch(/[a-z]{3}/);
    },
  );

  it('show their names in the help', () => {
    const help = buildProgram().helpInformation();
    for (const command of buildProgram().commands) expect(help).toContain(command.name());
    expect(help).toContain('一门受理');
  });
});

describe('what went wrong', () => {
  it('is a sentence where a person can do something about it', () => {
    class NotRunning extends Error {}
    expect(sentenceOf(new NotRunning('No system runs here.'))).toBe('No system runs here.');
    expect(sentenceOf(new ApiError(404, 'not_found', '404 not_found 未找到'))).toBe('404 not_found 未找到');
    expect(sentenceOf('text')).toBe('text');
  });

  it('shows where it happened when the fault is our own', () => {
    expect(sentenceOf(new TypeError('x is not a function'))).toMatch(/x is not a function\n\s+at /);
  });
});

describe('the address of a system', () => {
  it.each([
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://yimen.example', 'https://yimen.example'],
  ])('%s is one', (text, url) => {
    expect(checkedUrl(text)).toBe(url);
  });

  it.each(['', '127.0.0.1:8080', 'ftp://x', 'localhost'])('"%s" is none', (text) => {
    expect(() => checkedUrl(text)).toThrow(`--url ${text}: an address like`);
  });
});
